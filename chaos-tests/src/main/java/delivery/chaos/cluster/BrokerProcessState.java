package delivery.chaos.cluster;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A broker's process at one moment.
 *
 * @param pid as its host knows it
 * @param container id of the container it runs in, if it does
 * @param paused how it shows that it stands still; empty if it does not
 * @param exitCode 128 + signal number for a signal; empty while it runs
 */
public record BrokerProcessState(long pid, Optional<String> container, Optional<String> paused, OptionalInt exitCode) {
    private static final int SHORT_ID = 12;

    /** {@code pid 4711}, or {@code pid 4711 in container 0123456789ab}. */
    @Override
    public String toString() {
        return "pid " + pid
                + container
                        .map(id -> " in container " + id.substring(0, SHORT_ID))
                        .orElse("");
    }
}

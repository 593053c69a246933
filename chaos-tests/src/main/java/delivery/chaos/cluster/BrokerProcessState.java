package delivery.chaos.cluster;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A broker's process at one moment.
 *
 * @param pid as its host knows it; empty if it is somebody's, and struck by command
 * @param container id of the container it runs in, if it does
 * @param paused how it shows that it stands still; empty if it does not
 * @param gone how it shows that it has ended, where no exit code does
 * @param exitCode 128 + signal number for a signal; empty while it runs, or if it is somebody's
 */
public record BrokerProcessState(
        Optional<Long> pid,
        Optional<String> container,
        Optional<String> paused,
        Optional<String> gone,
        OptionalInt exitCode) {
    private static final int SHORT_ID = 12;

    /** That of a process which this run has started, or has had started. */
    static BrokerProcessState of(long pid, Optional<String> container, Optional<String> paused, OptionalInt exitCode) {
        return new BrokerProcessState(Optional.of(pid), container, paused, Optional.empty(), exitCode);
    }

    /** That of a process which is somebody's, as it looks from outside. */
    static BrokerProcessState seen(Optional<String> paused, Optional<String> gone) {
        return new BrokerProcessState(Optional.empty(), Optional.empty(), paused, gone, OptionalInt.empty());
    }

    /** How it was killed: {@code (pid 4711) ended by SIGKILL (exit code 137)}; or by command, and how that shows. */
    public String killed() {
        return exitCode.isPresent()
                ? "(" + this + ") ended by SIGKILL (exit code " + exitCode.getAsInt() + ")"
                : "was killed by command (" + gone.orElseThrow() + ")";
    }

    /** {@code pid 4711}, {@code pid 4711 in container 0123456789ab}, or {@code by command}. */
    @Override
    public String toString() {
        return pid.map(known -> "pid " + known).orElse("by command")
                + container
                        .map(id -> " in container " + id.substring(0, SHORT_ID))
                        .orElse("");
    }
}

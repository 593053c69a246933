package delivery.measured;

import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.time.Duration;

/** When the next commit is due: so long after the first effect that it will take with it. */
final class CommitInterval {
    /** As Kafka Streams calls it; plain clients have no such setting. */
    static final String SETTING = "commit.interval.ms";

    private static final Duration IDLE = Duration.ofSeconds(1);

    private final long intervalNs;
    private long dueNs;
    private boolean begun;

    CommitInterval(Duration interval) {
        this.intervalNs = interval.toNanos();
    }

    /**
     * The interval that the client configuration names.
     *
     * @throws IllegalArgumentException if it names none, or no number
     */
    static CommitInterval of(PipelineFlags flags) throws IOException {
        Object given = flags.clientSettings().get(SETTING);
        if (given == null) {
            throw new IllegalArgumentException("the client configuration has no " + SETTING);
        }
        return new CommitInterval(Duration.ofMillis(Long.parseLong(given.toString())));
    }

    /** Effects are under way from here on; does nothing if some were. */
    void begin() {
        if (!begun) {
            begun = true;
            dueNs = System.nanoTime() + intervalNs;
        }
    }

    /** All effects are committed. */
    void end() {
        begun = false;
    }

    boolean isBegun() {
        return begun;
    }

    boolean isDue() {
        return begun && System.nanoTime() - dueNs >= 0;
    }

    /** For how long a poll may wait. */
    Duration patience() {
        return begun ? Duration.ofNanos(Math.max(0, dueNs - System.nanoTime())) : IDLE;
    }
}

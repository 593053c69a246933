package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;

/**
 * Its shutdown hook calls {@code wakeup()} and returns. A JVM that was asked to end waits for its hooks, and for no
 * other thread: it is gone before the one that polls has committed and left the group.
 */
final class StopNotAwaited extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "stop-not-awaited",
            "a shutdown hook that calls wakeup() and does not wait for the loop",
            GUARANTEE,
            "pipeline-stopped",
            Anomaly.DUPLICATED,
            StopNotAwaited::new);

    /** Of a JVM that ended by SIGTERM. */
    private static final int TERMINATED = 143;

    private StopNotAwaited(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    /** Called by the hook, which would wait; what a JVM does once its hooks have returned. */
    @Override
    public void stop() {
        super.stop();
        Runtime.getRuntime().halt(TERMINATED);
    }
}

package delivery.chaos.cluster;

import delivery.chaos.process.Patience;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/**
 * What a cluster is waited for. It may take as long as it likes while there is progress: brokers register, start, come
 * in sync, or use the processor, as they do on a busy machine long before anything else can be seen of them.
 */
record Awaited(List<Broker> brokers, ClusterMetadata metadata) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Idle brokers take longer than the patience to use so much. */
    private static final long CPU_STEP_SECONDS = 5;
    /** One that uses more gets nowhere. */
    private static final long CPU_SECONDS_MAX = 300;

    /** What is seen of a cluster at one moment. */
    private record Seen(int nodes, long started, OptionalLong notInSync, long cpuSteps) {}

    /**
     * Waits.
     *
     * @param what in messages, as after "for"
     * @throws BrokerDownException if there is no progress
     */
    void await(String what, Callable<Boolean> condition) {
        long cpuSecondsBefore = cpuSeconds();
        if (!new Patience(PATIENCE, () -> seen(cpuSecondsBefore)).await(condition)) {
            throw new BrokerDownException("no progress for " + PATIENCE.toSeconds() + " s on the way to " + what + ": "
                    + seenNow(cpuSecondsBefore));
        }
    }

    private String seenNow(long cpuSecondsBefore) {
        try {
            Seen seen = seen(cpuSecondsBefore);
            return seen.nodes() + " of " + brokers.size() + " brokers have registered, " + seen.started()
                    + " have started";
        } catch (Exception unknown) {
            return "and the brokers do not answer: " + unknown.getMessage();
        }
    }

    private Seen seen(long cpuSecondsBefore) throws Exception {
        int nodes = metadata.nodesKnown();
        return new Seen(
                nodes,
                brokers.stream().filter(Broker::hasStarted).count(),
                nodes == 0 ? OptionalLong.empty() : metadata.notInSync(),
                Math.min(cpuSeconds() - cpuSecondsBefore, CPU_SECONDS_MAX) / CPU_STEP_SECONDS);
    }

    private long cpuSeconds() {
        return brokers.stream()
                .mapToLong(broker -> broker.cpuTime().toSeconds())
                .sum();
    }
}

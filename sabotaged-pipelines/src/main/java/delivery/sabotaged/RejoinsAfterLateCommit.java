package delivery.sabotaged;

import delivery.atmostonce.AtMostOnce;
import delivery.contract.PipelineFlags;
import delivery.contract.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What a pipeline without transactions can do about an OffsetCommit that may still be on its way: it joins its group
 * anew, so that the late one is of a generation that is over, and is refused (ILLEGAL_GENERATION).
 */
final class RejoinsAfterLateCommit extends AtMostOnce {
    static final Innocent INNOCENT = new Innocent(
            "rejoins-after-late-commit",
            "a commit that was sent more than once is followed by a rebalance",
            GUARANTEE,
            List.of("none", "late-commit-by-1"),
            RejoinsAfterLateCommit::new);

    /** Kafka's default. */
    private static final String REQUEST_TIMEOUT_MS = "30000";

    private final long requestTimeoutMs;

    private RejoinsAfterLateCommit(PipelineFlags flags) throws IOException {
        this(flags, settings(flags));
    }

    private RejoinsAfterLateCommit(PipelineFlags flags, Settings settings) {
        super(flags, connect(flags, settings));
        Object given = settings.value(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG);
        requestTimeoutMs = Long.parseLong(given == null ? REQUEST_TIMEOUT_MS : given.toString());
    }

    @Override
    protected boolean commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        long beganNs = System.nanoTime();
        boolean committed = super.commit(offsets);
        if ((System.nanoTime() - beganNs) / 1_000_000 >= requestTimeoutMs) {
            consumer.enforceRebalance("a commit may still be on its way");
        }
        return committed;
    }
}

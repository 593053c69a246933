package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * {@code enable.auto.commit} is left on, which is the default, and so the loop has no commit, and nothing to flush
 * for.
 */
final class AutoCommitLeftOn extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "auto-commit-left-on",
            "enable.auto.commit left on, and so neither flush nor commit",
            GUARANTEE,
            "killed-behind-commit",
            Anomaly.LOST,
            AutoCommitLeftOn::new);

    private AutoCommitLeftOn(PipelineFlags flags) throws IOException {
        super(
                flags,
                connect(
                        flags,
                        settings(flags)
                                .set(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, true)
                                .set(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, 100)));
    }

    @Override
    protected void flush() {}

    @Override
    protected void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {}
}

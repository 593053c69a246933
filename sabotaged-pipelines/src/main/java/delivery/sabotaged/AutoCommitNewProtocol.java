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
 * {@code enable.auto.commit} is left on, every batch is finished before the next poll, which was enough until the new
 * group protocol: with it, clients from 4.2.0 on commit a batch as {@code poll} returns it.
 */
final class AutoCommitNewProtocol extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "auto-commit-new-protocol",
            "enable.auto.commit left on with group.protocol=consumer",
            GUARANTEE,
            "killed-behind-commit",
            Anomaly.LOST,
            AutoCommitNewProtocol::new);

    private AutoCommitNewProtocol(PipelineFlags flags) throws IOException {
        super(
                flags,
                connect(
                        flags,
                        settings(flags)
                                .set(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, true)
                                .set(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, 100)
                                .set(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer")));
    }

    @Override
    protected void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {}
}

package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets go into the transaction with the group's name alone, so that a former member is not fenced.
 */
final class GroupMetadataLeftOut extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "group-metadata-left-out",
            "offsets sent to the transaction with a group id and no member",
            GUARANTEE,
            "zombie-returns",
            Anomaly.DUPLICATED,
            GroupMetadataLeftOut::new);

    private final ConsumerGroupMetadata groupIdAlone;

    // Deprecated since Kafka 4.2, because it invites this mistake.
    @SuppressWarnings("removal")
    private GroupMetadataLeftOut(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
        groupIdAlone = new ConsumerGroupMetadata(flags.groupId);
    }

    @Override
    protected void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
        producer.sendOffsetsToTransaction(offsets, groupIdAlone);
    }
}

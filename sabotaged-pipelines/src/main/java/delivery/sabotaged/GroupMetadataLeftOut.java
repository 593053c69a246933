package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;

/** The offsets go into the transaction with the group's name alone, so that a member that is none any more is not fenced. */
final class GroupMetadataLeftOut extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "group-metadata-left-out",
            "offsets sent to the transaction with a group id and no member",
            GUARANTEE,
            "zombie-returns",
            Anomaly.DUPLICATED,
            GroupMetadataLeftOut::new);

    private final ConsumerGroupMetadata groupIdAlone;

    // To be removed, and deprecated since Kafka 4.2, for just this.
    @SuppressWarnings("removal")
    private GroupMetadataLeftOut(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
        groupIdAlone = new ConsumerGroupMetadata(flags.groupId);
    }

    @Override
    protected void pollOnce() {
        ConsumerRecords<String, String> events = consumer.poll(POLL_TIMEOUT);
        if (events.nextOffsets().isEmpty()) {
            return;
        }
        producer.beginTransaction();
        try {
            for (ConsumerRecord<String, String> event : events) {
                long count = counts.increment(event.partition(), event.key());
                producer.send(Effects.effectOf(event, outputTopic, count));
            }
            producer.sendOffsetsToTransaction(events.nextOffsets(), groupIdAlone);
            commitTransaction();
        } catch (KafkaException failure) {
            abort(events, failure);
        }
    }
}

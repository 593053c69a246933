package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Commits every hundred effects, so that less is repeated, by {@code commitSync()}, which commits the end of the poll and not what is done. */
final class PositionCommitted extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "position-committed",
            "commitSync() in the middle of a poll commits its end",
            GUARANTEE,
            "killed-behind-commit",
            Anomaly.LOST,
            PositionCommitted::new);

    private int effects;

    private PositionCommitted(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void pollOnce() {
        ConsumerRecords<String, String> events = consumer.poll(POLL_TIMEOUT);
        for (ConsumerRecord<String, String> event : events) {
            long count = counts.increment(event.partition(), event.key());
            producer.send(Effects.effectOf(event, outputTopic, count), this::onCompletion);
            if (++effects % 100 == 0) {
                producer.flush();
                throwIfSendFailed();
                consumer.commitSync();
            }
        }
        producer.flush();
        throwIfSendFailed();
        commit(events.nextOffsets());
    }
}

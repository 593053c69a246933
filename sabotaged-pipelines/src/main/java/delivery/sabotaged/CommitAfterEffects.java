package delivery.sabotaged;

import delivery.atmostonce.AtMostOnce;
import delivery.contract.Anomaly;
import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Offsets are committed when the batch is done, as in every tutorial, and not before it. */
final class CommitAfterEffects extends AtMostOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "commit-after-effects",
            "offsets committed after the effects",
            GUARANTEE,
            "pipeline-killed",
            Anomaly.DUPLICATED,
            CommitAfterEffects::new);

    private CommitAfterEffects(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void pollOnce() {
        ConsumerRecords<String, String> events = consumer.poll(POLL_TIMEOUT);
        for (ConsumerRecord<String, String> event : events) {
            long count = counts.increment(event.partition(), event.key());
            producer.send(Effects.effectOf(event, outputTopic, count), this::onCompletion);
        }
        producer.flush();
        reportUnacknowledged();
        commit(events.nextOffsets());
    }
}

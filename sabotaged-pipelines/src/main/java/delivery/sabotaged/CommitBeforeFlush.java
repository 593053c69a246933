package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Offsets are committed when the effects have been handed to {@code send}, which only puts them into a buffer; the flush comes after. */
final class CommitBeforeFlush extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "commit-before-flush",
            "offsets committed before the flush",
            GUARANTEE,
            "killed-behind-commit",
            Anomaly.LOST,
            CommitBeforeFlush::new);

    private CommitBeforeFlush(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void pollOnce() {
        ConsumerRecords<String, String> events = consumer.poll(POLL_TIMEOUT);
        for (ConsumerRecord<String, String> event : events) {
            long count = counts.increment(event.partition(), event.key());
            producer.send(Effects.effectOf(event, outputTopic, count), this::onCompletion);
        }
        commit(events.nextOffsets());
        producer.flush();
        throwIfSendFailed();
    }
}

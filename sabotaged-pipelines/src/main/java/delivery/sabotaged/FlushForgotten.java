package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** There is no flush at all: {@code send} returned, so it must have been sent. */
final class FlushForgotten extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "flush-forgotten",
            "no flush before the commit",
            GUARANTEE,
            "killed-behind-commit",
            Anomaly.LOST,
            FlushForgotten::new);

    private FlushForgotten(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void pollOnce() {
        ConsumerRecords<String, String> events = consumer.poll(POLL_TIMEOUT);
        for (ConsumerRecord<String, String> event : events) {
            long count = counts.increment(event.partition(), event.key());
            producer.send(Effects.effectOf(event, outputTopic, count), this::onCompletion);
        }
        throwIfSendFailed();
        commit(events.nextOffsets());
    }
}

package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What could not be sent is sent again by its callback: the flush does not wait for that, and the commit follows. */
final class ResentInCallback extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "resent-in-callback",
            "a failed effect sent again in its callback, for which the flush does not wait",
            GUARANTEE,
            "produce-refused-ragged",
            Anomaly.LOST,
            ResentInCallback::new);

    private ResentInCallback(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void send(ConsumerRecord<String, String> event) {
        ProducerRecord<String, String> effect = effectOf(event);
        producer.send(effect, (metadata, failure) -> {
            if (failure != null) {
                log.warn("sent once more: {}", failure.toString());
                producer.send(effect, this::onCompletion);
            }
        });
    }
}

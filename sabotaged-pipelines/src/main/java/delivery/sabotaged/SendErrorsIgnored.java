package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The result of {@code send} is thrown away: no callback, no look at the future. */
final class SendErrorsIgnored extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "send-errors-ignored",
            "send without a callback",
            GUARANTEE,
            "produce-refused",
            Anomaly.LOST,
            SendErrorsIgnored::new);

    private SendErrorsIgnored(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void send(ConsumerRecord<String, String> event) {
        producer.send(effectOf(event));
    }
}

package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Effects that could not be sent are sent again when the rest of the batch is: by then others have overtaken them. */
final class FailedSentLast extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "failed-sent-last",
            "failed effects sent again after the rest of the batch",
            GUARANTEE,
            "produce-refused-ragged",
            Anomaly.REORDERED,
            FailedSentLast::new);

    private final List<ProducerRecord<String, String>> unsent = new ArrayList<>();

    private FailedSentLast(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void send(ConsumerRecord<String, String> event) {
        ProducerRecord<String, String> effect = effectOf(event);
        producer.send(effect, (metadata, failure) -> {
            if (failure != null) {
                unsent.add(effect);
            }
        });
    }

    @Override
    protected void flush() {
        super.flush();
        // The callbacks are done, in another thread.
        List<ProducerRecord<String, String>> again = List.copyOf(unsent);
        unsent.clear();
        again.forEach(effect -> producer.send(effect, this::onCompletion));
        super.flush();
    }
}

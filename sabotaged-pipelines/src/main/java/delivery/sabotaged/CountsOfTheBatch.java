package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * A batch is counted as a whole before it is sent, so that all effects of a page in it say what only the last should.
 */
final class CountsOfTheBatch extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "counts-of-the-batch",
            "every effect of a batch with the count at its end",
            GUARANTEE,
            "none",
            Anomaly.MISCOUNTED,
            CountsOfTheBatch::new);

    private final Map<String, Long> atTheEnd = new HashMap<>();

    private CountsOfTheBatch(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        events.forEach(event -> atTheEnd.put(event.key(), super.nextCount(event)));
        super.process(events);
    }

    @Override
    protected long nextCount(ConsumerRecord<String, String> event) {
        return atTheEnd.get(event.key());
    }
}

package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Skips what it has seen, by the highest offset of each partition: after an abort it has seen all of the batch. */
final class SeenBeforeAbort extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "seen-before-abort",
            "events of an aborted transaction skipped as seen",
            GUARANTEE,
            "produce-refused",
            Anomaly.LOST,
            SeenBeforeAbort::new);

    private final Map<Integer, Long> seen = new HashMap<>();

    private SeenBeforeAbort(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void send(ConsumerRecord<String, String> event) {
        if (event.offset() > seen.getOrDefault(event.partition(), -1L)) {
            seen.put(event.partition(), event.offset());
            super.send(event);
        }
    }
}

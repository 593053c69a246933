package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The counts live in memory, and a new process begins with none. */
final class CountsNotRestored extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "counts-not-restored",
            "counts not restored after a restart",
            GUARANTEE,
            "pipeline-killed",
            Anomaly.MISCOUNTED,
            CountsNotRestored::new);

    private final Map<String, Long> memory = new HashMap<>();

    private CountsNotRestored(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected long nextCount(ConsumerRecord<String, String> event) {
        return memory.merge(event.key(), 1L, Long::sum);
    }
}

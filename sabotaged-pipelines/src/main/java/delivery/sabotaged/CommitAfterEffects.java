package delivery.sabotaged;

import delivery.atmostonce.AtMostOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
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
    protected void process(ConsumerRecords<String, String> events) {
        events.forEach(this::send);
        producer.flush();
        reportUnacknowledged();
        commit(events);
    }
}

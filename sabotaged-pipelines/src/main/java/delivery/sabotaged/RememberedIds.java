package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** "Exactly once" by the ids of the events that were done, in memory: a new process remembers none. */
final class RememberedIds extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "remembered-ids",
            "ids that were seen remembered in memory instead of a transaction",
            TransactionalEos.GUARANTEE,
            "pipeline-killed",
            Anomaly.DUPLICATED,
            RememberedIds::new);

    private final Set<String> seen = new HashSet<>();

    private RememberedIds(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void send(ConsumerRecord<String, String> event) {
        if (seen.add(Effects.eventId(event.headers()))) {
            super.send(event);
        }
    }
}

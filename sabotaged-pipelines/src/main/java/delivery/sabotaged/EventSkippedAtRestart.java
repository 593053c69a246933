package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * At every start it goes on one after the committed offset, "which was done": Kafka's is the offset of the next event.
 * Where none is left it stands beyond the end, and {@code auto.offset.reset} takes it back to the beginning.
 */
final class EventSkippedAtRestart extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "event-skipped-at-restart",
            "one event after the committed offset passed over at every start",
            GUARANTEE,
            "pipeline-killed",
            Anomaly.LOST,
            EventSkippedAtRestart::new);

    private EventSkippedAtRestart(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        super.onPartitionsAssigned(partitions);
        consumer.committed(Set.copyOf(partitions)).forEach((partition, committed) -> {
            if (committed != null) {
                consumer.seek(partition, committed.offset() + 1);
            }
        });
    }
}

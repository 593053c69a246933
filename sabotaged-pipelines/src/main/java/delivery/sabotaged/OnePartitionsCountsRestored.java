package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** After an abort the counts are read again from the log, but only those of the partition of the first event. */
final class OnePartitionsCountsRestored extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "one-partitions-counts-restored",
            "counts of only one partition of the poll rolled back after an abort",
            GUARANTEE,
            "produce-refused-ragged",
            Anomaly.MISCOUNTED,
            OnePartitionsCountsRestored::new);

    private OnePartitionsCountsRestored(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void rewind(ConsumerRecords<String, String> events) {
        super.rewind(events);
        counts.keepBatch();
        counts.restore(List.of(events.partitions().iterator().next()));
    }
}

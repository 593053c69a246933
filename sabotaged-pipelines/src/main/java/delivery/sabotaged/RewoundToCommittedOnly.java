package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * After an abort the consumer goes back to the committed offsets, and stays where it is in a partition that has none
 * yet: the first batch of each.
 */
final class RewoundToCommittedOnly extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "rewound-to-committed-only",
            "consumer not rewound after an abort where nothing was committed before",
            GUARANTEE,
            "produce-refused",
            Anomaly.LOST,
            RewoundToCommittedOnly::new);

    private RewoundToCommittedOnly(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void rewind(ConsumerRecords<String, String> events) {
        consumer.committed(consumer.assignment()).forEach((partition, committed) -> {
            if (committed != null) {
                consumer.seek(partition, committed);
            }
        });
    }
}

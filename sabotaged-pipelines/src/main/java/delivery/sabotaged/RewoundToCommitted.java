package delivery.sabotaged;

import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** After an abort it goes to the committed offset of each partition, and to the beginning where there is none. */
final class RewoundToCommitted extends TransactionalEos {
    static final Innocent INNOCENT = new Innocent(
            "rewound-to-committed",
            "rewound to the committed offsets, or to the beginning, after an abort",
            GUARANTEE,
            List.of("none", "produce-refused", "produce-refused-ragged"),
            RewoundToCommitted::new);

    private RewoundToCommitted(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void rewind(ConsumerRecords<String, String> events) {
        consumer.committed(consumer.assignment()).forEach((partition, committed) -> {
            if (committed == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, committed);
            }
        });
    }
}

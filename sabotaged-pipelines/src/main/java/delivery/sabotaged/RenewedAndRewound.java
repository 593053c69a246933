package delivery.sabotaged;

import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * A new producer for one that failed, and the batch once more from the consumer: the coordinator has ended the
 * transaction of the old one before.
 */
final class RenewedAndRewound extends RenewsItsProducer {
    static final Innocent INNOCENT = new Innocent(
            "renewed-and-rewound",
            "a new producer for one that failed, and the consumer rewound",
            GUARANTEE,
            List.of("none", "transaction-timed-out", "produce-refused"),
            RenewedAndRewound::new);

    private RenewedAndRewound(PipelineFlags flags) throws IOException {
        super(flags, settings(flags));
    }

    @Override
    protected void goOn(ConsumerRecords<String, String> events) {
        rewind(events);
    }
}

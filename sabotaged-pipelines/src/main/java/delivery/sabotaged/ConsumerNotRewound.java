package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * After an abort the loop goes on with the next poll, which goes on after the batch that was aborted (KAFKA-17582).
 */
final class ConsumerNotRewound extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "consumer-not-rewound",
            "consumer not rewound after an abort",
            GUARANTEE,
            "produce-refused",
            Anomaly.LOST,
            ConsumerNotRewound::new);

    private ConsumerNotRewound(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void rewind(ConsumerRecords<String, String> events) {}
}

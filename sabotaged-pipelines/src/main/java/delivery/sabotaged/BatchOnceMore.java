package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * A commit that was not answered in two seconds is taken for one that failed, and the batch, still in memory, is done
 * once more.
 */
final class BatchOnceMore extends RenewsItsProducer {
    static final Sabotage SABOTAGE = new Sabotage(
            "batch-once-more",
            "an unknown outcome of a commit taken for a failure",
            GUARANTEE,
            "end-txn-unanswered",
            Anomaly.DUPLICATED,
            BatchOnceMore::new);

    private BatchOnceMore(PipelineFlags flags) throws IOException {
        super(flags, settings(flags).set(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000));
    }

    @Override
    protected void goOn(ConsumerRecords<String, String> events) {
        process(events);
    }
}

package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** When its producer is fenced, it makes a new one and goes on with the next poll, as if the batch had been done. */
final class FencedCarriesOn extends RenewsItsProducer {
    static final Sabotage SABOTAGE = new Sabotage(
            "fenced-carries-on",
            "a fenced producer replaced, and its batch forgotten",
            GUARANTEE,
            "producer-fenced",
            Anomaly.LOST,
            FencedCarriesOn::new);

    private FencedCarriesOn(PipelineFlags flags) throws IOException {
        super(flags, settings(flags));
    }

    @Override
    protected void goOn(ConsumerRecords<String, String> events) {}
}

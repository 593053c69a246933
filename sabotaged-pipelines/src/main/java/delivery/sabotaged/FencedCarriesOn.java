package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** When its producer is fenced, it makes a new one and goes on with the next poll, as if the batch had been done. */
final class FencedCarriesOn extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "fenced-carries-on",
            "a fenced producer replaced, and its batch forgotten",
            GUARANTEE,
            "producer-fenced",
            Anomaly.LOST,
            FencedCarriesOn::new);

    private final Map<String, Object> settings;
    private Producer<String, String> current = producer;

    private FencedCarriesOn(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
        settings = settings(flags);
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        current.beginTransaction();
        try {
            events.forEach(event -> current.send(effectOf(event)));
            current.sendOffsetsToTransaction(events.nextOffsets(), consumer.groupMetadata());
            current.commitTransaction();
        } catch (KafkaException failure) {
            log.error("a new producer for the one that failed: {}", failure.toString());
            current.close(Duration.ZERO);
            current = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
            current.initTransactions();
            counts.dropBatch();
        }
    }
}

package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
    protected void pollOnce() {
        ConsumerRecords<String, String> events = consumer.poll(POLL_TIMEOUT);
        if (events.nextOffsets().isEmpty()) {
            return;
        }
        current.beginTransaction();
        try {
            for (ConsumerRecord<String, String> event : events) {
                long count = counts.increment(event.partition(), event.key());
                current.send(Effects.effectOf(event, outputTopic, count));
            }
            current.sendOffsetsToTransaction(events.nextOffsets(), consumer.groupMetadata());
            current.commitTransaction();
        } catch (KafkaException failure) {
            System.err.println("a new producer for the one that failed: " + failure);
            current.close(Duration.ZERO);
            current = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
            current.initTransactions();
            counts.rebuild(events.partitions());
        }
    }
}

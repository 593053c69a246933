package delivery.sabotaged;

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

/** Answers every failure with a new producer of the same {@code transactional.id}, as many wrappers of Kafka do. */
abstract class RenewsItsProducer extends TransactionalEos {
    private final Map<String, Object> settings;
    private Producer<String, String> current = producer;

    RenewsItsProducer(PipelineFlags flags, Map<String, Object> settings) throws IOException {
        super(flags, connect(flags, settings));
        this.settings = settings;
    }

    /** What becomes of the batch of the producer that failed. */
    protected abstract void goOn(ConsumerRecords<String, String> events);

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        try {
            current.beginTransaction();
            events.forEach(event -> current.send(effectOf(event)));
            current.sendOffsetsToTransaction(events.nextOffsets(), consumer.groupMetadata());
            current.commitTransaction();
        } catch (KafkaException failure) {
            log.error("a new producer for the one that failed: {}", failure.toString());
            current.close(Duration.ZERO);
            current = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
            current.initTransactions();
            counts.dropBatch();
            goOn(events);
        }
    }
}

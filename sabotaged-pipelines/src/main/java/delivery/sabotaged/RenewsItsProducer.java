package delivery.sabotaged;

import delivery.contract.PipelineFlags;
import delivery.contract.Settings;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Answers every failure with a new producer of the same {@code transactional.id}, as many wrappers of Kafka do. */
abstract class RenewsItsProducer extends TransactionalEos {
    private final Settings settings;

    RenewsItsProducer(PipelineFlags flags, Settings settings) throws IOException {
        super(flags, connect(flags, settings));
        this.settings = settings;
    }

    /** What becomes of the batch of the producer that failed. */
    protected abstract void goOn(ConsumerRecords<String, String> events);

    @Override
    protected void commitTransaction() {
        producer.commitTransaction();
    }

    @Override
    protected void abort(ConsumerRecords<String, String> events, KafkaException failure) {
        log.error("a new producer for the one that failed: {}", failure.toString());
        producer.close(Duration.ZERO);
        producer = new KafkaProducer<>(settings.values(), new StringSerializer(), new StringSerializer());
        producer.initTransactions();
        counts.dropBatch();
        goOn(events);
    }
}

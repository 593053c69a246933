package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.contract.Settings;
import delivery.idempotent.IdempotentProducer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A send that was not acknowledged within {@code delivery.timeout.ms} has failed, and so a new producer sends the batch
 * again. No broker knows it for the one that may have written it already.
 */
final class BatchSentByNewProducer extends IdempotentProducer {
    static final Sabotage SABOTAGE = new Sabotage(
            "batch-sent-by-new-producer",
            "a new producer made after delivery.timeout.ms, which sends the batch again",
            GUARANTEE,
            "ack-expired",
            Anomaly.DUPLICATED,
            BatchSentByNewProducer::new);

    private final Settings settings;
    private final AtomicReference<Exception> failed = new AtomicReference<>();

    private BatchSentByNewProducer(PipelineFlags flags) throws IOException {
        this(flags, settings(flags));
    }

    private BatchSentByNewProducer(PipelineFlags flags, Settings settings) {
        super(flags, connect(flags, settings));
        this.settings = settings;
    }

    @Override
    protected void onCompletion(RecordMetadata metadata, Exception failure) {
        failed.compareAndSet(null, failure);
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        events.forEach(this::send);
        flush();
        Exception failure = failed.getAndSet(null);
        if (failure == null) {
            commit(events.nextOffsets());
        } else {
            log.warn("a new producer for one that could not send: {}", failure.toString());
            producer.close(Duration.ZERO);
            producer = new KafkaProducer<>(settings.values(), new StringSerializer(), new StringSerializer());
            counts.dropBatch();
            process(events);
        }
    }
}

package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.idempotent.IdempotentProducer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** The same with the producer that it has: what was given up is a new record to it, with a new sequence number. */
final class BatchSentOnceMore extends IdempotentProducer {
    static final Sabotage SABOTAGE = new Sabotage(
            "batch-sent-once-more",
            "a batch that was given up after delivery.timeout.ms sent once more",
            GUARANTEE,
            "ack-expired",
            Anomaly.DUPLICATED,
            BatchSentOnceMore::new);

    private final AtomicReference<Exception> failed = new AtomicReference<>();

    private BatchSentOnceMore(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void onCompletion(RecordMetadata metadata, Exception failure) {
        failed.compareAndSet(null, failure);
    }

    @Override
    protected void throwIfSendFailed() {
        Exception failure = failed.getAndSet(null);
        if (failure != null) {
            throw new KafkaException("to be done again", failure);
        }
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        try {
            super.process(events);
        } catch (KafkaException unsent) {
            log.warn("the batch once more: {}", unsent.getCause().toString());
            rewind(events);
            counts.dropBatch();
        }
    }
}

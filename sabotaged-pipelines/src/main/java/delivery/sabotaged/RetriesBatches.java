package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.RecordMetadata;

/** At-least-once that does a batch again which could not be sent, and does not end. How far it is, is left open. */
abstract class RetriesBatches extends AtLeastOnce {
    /** Partitions of the output in which an effect of the batch in hand could not be sent. */
    protected final Set<Integer> failed = ConcurrentHashMap.newKeySet();

    RetriesBatches(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void onCompletion(RecordMetadata metadata, Exception failure) {
        if (failure != null) {
            failed.add(metadata.partition());
        }
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        events.forEach(this::send);
        flush();
        if (failed.isEmpty()) {
            commit(events.nextOffsets());
        } else {
            log.warn("not sent: effects of {}", failed);
            onFailure(events);
            failed.clear();
        }
    }

    /** What becomes of a batch of which effects could not be sent. */
    protected abstract void onFailure(ConsumerRecords<String, String> events);
}

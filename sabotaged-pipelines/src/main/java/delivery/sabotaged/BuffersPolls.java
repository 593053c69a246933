package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * At-least-once that polls ahead of what it is at, as wrappers of Kafka do with a queue of their own. What becomes of
 * the queue when partitions are revoked is left open.
 */
abstract class BuffersPolls extends AtLeastOnce {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
    private static final int AHEAD = 2;

    /** Polls that are not done yet, in their order. */
    protected final Deque<ConsumerRecords<String, String>> buffered = new ArrayDeque<>();

    BuffersPolls(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    public void pollOnce() {
        ConsumerRecords<String, String> polled = consumer.poll(POLL_TIMEOUT);
        if (!polled.isEmpty()) {
            buffered.add(polled);
        }
        if (buffered.size() > AHEAD || polled.isEmpty()) {
            Optional<ConsumerRecords<String, String>> next =
                    buffered.stream().filter(this::isAssigned).findFirst();
            next.ifPresent(this::take);
        }
    }

    private void take(ConsumerRecords<String, String> events) {
        buffered.remove(events);
        process(events);
        counts.keepBatch();
    }

    private boolean isAssigned(ConsumerRecords<String, String> events) {
        return consumer.assignment().containsAll(events.partitions());
    }

    /** Drops what is buffered of partitions that are another's now: it begins where the offsets are committed. */
    protected void drop(Collection<TopicPartition> partitions) {
        buffered.removeIf(events -> events.partitions().stream().anyMatch(partitions::contains));
    }
}

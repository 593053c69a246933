package delivery.measured;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Clients;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** At-least-once that flushes and commits every so often, and not after each poll. */
final class AtLeastOnceByTime extends AtLeastOnce {
    private final CommitInterval interval;
    private final Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();

    AtLeastOnceByTime(PipelineFlags flags) throws IOException {
        this(flags, connect(flags, settings(flags).leaveOut(CommitInterval.SETTING)), CommitInterval.of(flags));
    }

    AtLeastOnceByTime(PipelineFlags flags, Clients clients, CommitInterval interval) {
        super(flags, clients);
        this.interval = interval;
    }

    @Override
    public void pollOnce() {
        try {
            process(consumer.poll(interval.patience()));
        } catch (WakeupException stopping) {
            commitWhatIsDue();
            throw stopping;
        }
        if (interval.isDue()) {
            commitWhatIsDue();
        }
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        if (!events.nextOffsets().isEmpty()) {
            interval.begin();
            events.forEach(this::send);
            due.putAll(events.nextOffsets());
            counts.keepBatch();
        }
    }

    private void commitWhatIsDue() {
        if (interval.isBegun()) {
            try {
                flush();
            } finally {
                throwIfSendFailed();
            }
            commit(due);
            due.clear();
            interval.end();
        }
    }

    /** Before they go: whoever has them next would do the interval again. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commitWhatIsDue();
        super.onPartitionsRevoked(partitions);
    }
}

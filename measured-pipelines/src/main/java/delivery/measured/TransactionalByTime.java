package delivery.measured;

import delivery.contract.Clients;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Transactional-eos whose transactions last for so long, over as many polls as that takes, and not for one poll. */
final class TransactionalByTime extends TransactionalEos {
    private final CommitInterval interval;
    private final Map<TopicPartition, OffsetAndMetadata> due = new HashMap<>();
    /** The polls of the transaction, the last one first. */
    private final Deque<ConsumerRecords<String, String>> polls = new ArrayDeque<>();

    TransactionalByTime(PipelineFlags flags) throws IOException {
        this(flags, connect(flags, settings(flags).leaveOut(CommitInterval.SETTING)), CommitInterval.of(flags));
    }

    TransactionalByTime(PipelineFlags flags, Clients clients, CommitInterval interval) {
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
        if (events.nextOffsets().isEmpty()) {
            return;
        }
        if (!interval.isBegun()) {
            producer.beginTransaction();
            interval.begin();
        }
        polls.push(events);
        due.putAll(events.nextOffsets());
        try {
            events.forEach(this::send);
        } catch (KafkaException failure) {
            abortAll(failure);
        }
    }

    private void commitWhatIsDue() {
        if (interval.isBegun()) {
            try {
                sendOffsets(due);
                commitTransaction();
                counts.keepBatch();
                end();
            } catch (KafkaException failure) {
                abortAll(failure);
            }
        }
    }

    /** Moves back to the first poll of the transaction: rewinding the last one first ends there. */
    private void abortAll(KafkaException failure) {
        abort(polls.pop(), failure);
        polls.forEach(this::rewind);
        end();
    }

    private void end() {
        polls.clear();
        due.clear();
        interval.end();
    }

    /** Before they go: their offsets could not be committed by a transaction that outlasts the membership. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commitWhatIsDue();
        super.onPartitionsRevoked(partitions);
    }
}

package delivery.contract;

import delivery.contract.PipelineProgram.Pipeline;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What pipelines on a consumer and a producer have in common and what decides no guarantee: joining and leaving the
 * group, polling, stopping, and keeping the counts of the partitions that are assigned. What is done with a batch,
 * and in which order, is the pipeline's own.
 */
public abstract class CountingPipeline implements Pipeline, ConsumerRebalanceListener {
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
    /** To leave the group, where a broker answers. Where none does, a process that failed is not to linger. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    protected final Logger log = LoggerFactory.getLogger(getClass());
    protected final Consumer<String, String> consumer;
    /** Not final: a pipeline that answers a failure with a new producer puts it here, so that it is closed. */
    protected Producer<String, String> producer;

    protected final RunningCounts counts;
    private final OffsetCommits commits;
    private final String inputTopic;
    private final String outputTopic;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private interface Closing extends AutoCloseable {
        @Override
        void close();
    }

    protected CountingPipeline(PipelineFlags flags, Clients clients) {
        this.inputTopic = flags.inputTopic;
        this.outputTopic = flags.outputTopic;
        this.consumer = clients.consumer();
        this.producer = clients.producer();
        this.counts = new RunningCounts(flags.outputTopic, clients.effects(), clients.highWatermarks());
        this.commits = new OffsetCommits(consumer);
    }

    /**
     * Turns one batch of events into effects. A {@link WakeupException} that leaves it ends the pipeline cleanly, so
     * that it may be thrown only where nothing is half done.
     *
     * @param events of one poll; may be none, where only a transaction's marker was passed and offsets move on
     */
    protected abstract void process(ConsumerRecords<String, String> events);

    @Override
    public void run() {
        CloseOptions leaving = CloseOptions.timeout(CLOSE_TIMEOUT);
        Closing group = () -> consumer.close(leaving);
        // First of all: after a clean stop nothing is in flight, and after a failure nothing may follow.
        Closing sends = () -> producer.close(Duration.ZERO);
        try (counts;
                group;
                sends) {
            consumer.subscribe(List.of(inputTopic), this);
            pollUntilStopped();
            commits.awaitPutOff();
            // A static member leaves only when told to; its partitions would wait for the session timeout.
            leaving.withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
        }
    }

    private void pollUntilStopped() {
        try {
            while (!isStopped()) {
                pollOnce();
            }
        } catch (WakeupException stopping) {
            // Thrown while polling or restoring counts: there is nothing to finish.
            if (!isStopped()) {
                throw stopping;
            }
        }
    }

    /** One cycle: a batch of events, if there are any within a second, with its effects and its offsets. */
    public void pollOnce() {
        ConsumerRecords<String, String> events = consumer.poll(POLL_TIMEOUT);
        if (!events.nextOffsets().isEmpty()) {
            process(events);
            counts.keepBatch();
        }
    }

    /** The effect of an event, with the next count of its page. */
    protected ProducerRecord<String, String> effectOf(ConsumerRecord<String, String> event) {
        return Effects.effectOf(event, outputTopic, nextCount(event));
    }

    protected long nextCount(ConsumerRecord<String, String> event) {
        return counts.increment(event.partition(), event.key());
    }

    /** Commits offsets, also when the pipeline is stopped meanwhile; see {@link OffsetCommits#commitSync}. */
    protected final void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        commits.commitSync(offsets);
    }

    /**
     * Commits the offsets of events whose effects are acknowledged. What a rebalance puts off is committed when it is
     * over, before any partition goes; what belongs to another by now, its next owner does again.
     */
    protected final void commitDone(Map<TopicPartition, OffsetAndMetadata> offsets) {
        commits.commitDone(offsets);
    }

    /** Lets the next poll give the events of a batch once more. */
    protected void rewind(ConsumerRecords<String, String> events) {
        for (TopicPartition partition : events.nextOffsets().keySet()) {
            List<ConsumerRecord<String, String>> batch = events.records(partition);
            if (batch.isEmpty()) {
                rewindToCommitted(partition);
            } else {
                consumer.seek(partition, batch.get(0).offset());
            }
        }
    }

    /**
     * Of a partition of which a poll gave no event: perhaps a marker was passed, whose offset is to be committed again;
     * perhaps the batch before took the last event of a fetch, and nothing was. Every event before is committed.
     */
    private void rewindToCommitted(TopicPartition partition) {
        OffsetAndMetadata committed = consumer.committed(Set.of(partition)).get(partition);
        if (committed == null) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, committed);
        }
    }

    protected final boolean isStopped() {
        return stopped.get();
    }

    /** Wakes each consumer once, so that whoever must not be interrupted by it can try again. */
    @Override
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            consumer.wakeup();
            counts.wakeup();
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        commits.commitPutOff();
        counts.restore(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commits.commitPutOff();
        commits.forget(partitions);
        counts.forget(partitions);
    }

    /** Another may have them already, and go on from what is committed. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        commits.forget(partitions);
        onPartitionsRevoked(partitions);
    }
}

package delivery.contract;

import delivery.contract.PipelineProgram.Pipeline;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * What pipelines on a consumer and a producer have in common and what decides no guarantee: joining and leaving the
 * group, stopping, and keeping the counts of the partitions that are assigned. What is done with a batch, and in which
 * order, is the pipeline's own.
 */
public abstract class CountingPipeline implements Pipeline, ConsumerRebalanceListener {
    protected static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

    private final String inputTopic;
    protected final String outputTopic;
    protected final Consumer<String, String> consumer;
    protected final Producer<String, String> producer;
    protected final RunningCounts counts;
    private final AtomicBoolean stopped = new AtomicBoolean();

    protected CountingPipeline(PipelineFlags flags, Clients clients) {
        this.inputTopic = flags.inputTopic;
        this.outputTopic = flags.outputTopic;
        this.consumer = clients.consumer();
        this.producer = clients.producer();
        this.counts = new RunningCounts(flags.outputTopic, clients.effects(), clients.highWatermarks());
    }

    /**
     * Turns one batch of events into effects. A {@link WakeupException} that leaves it ends the pipeline cleanly, so
     * that it may be thrown only where nothing is half done.
     */
    protected abstract void pollOnce();

    @Override
    public void run() {
        try (counts;
                consumer) {
            consumer.subscribe(List.of(inputTopic), this);
            pollUntilStopped();
            // A static member leaves only when told to; its partitions would wait for the session timeout.
            consumer.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        } finally {
            // After a clean stop nothing is in flight, and after a failure nothing may follow.
            producer.close(Duration.ZERO);
        }
    }

    private void pollUntilStopped() {
        try {
            while (!isStopped()) {
                pollOnce();
            }
        } catch (WakeupException stopping) {
            // Thrown while polling or rebuilding counts: there is nothing to finish.
            if (!isStopped()) {
                throw stopping;
            }
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
        counts.rebuild(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        counts.forget(partitions);
    }
}

package delivery.chaos.testbed;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.network.Link;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.pipeline.PipelineProcess;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * All that a fault can get hold of in one scenario.
 *
 * @param instances the first not started yet: a fault starts it once its first trap is set, so that no traffic slips by
 * @param effects of the output topic, read around every fault
 * @param groupId the pipeline's consumer group
 * @param events of the input topic, those too that are not written yet
 * @param feed writes them
 */
public record Testbed(
        KafkaCluster cluster,
        Brokers brokers,
        Instances instances,
        EffectTraffic traffic,
        LoggedEffects effects,
        ScenarioTopics topics,
        String groupId,
        InputEvents events,
        InputFeed feed,
        ScenarioClock clock) {

    /** The link of the first instance. */
    public Link link() {
        return instances.first().link();
    }

    /** The first instance. */
    public PipelineProcess pipeline() {
        return instances.first().pipeline();
    }

    /** What requests are about. */
    public RequestReader requests() {
        return new RequestReader(topics);
    }

    /** Holds the next Produce with new effects. */
    public Hold holdNewEffects() {
        return link().tap().hold(traffic::isFirstAttempt);
    }

    /** Holds the next Produce with new effects that is due, see {@link #isDue}. */
    public Hold holdNewEffects(int partition, long offset) {
        return link().tap()
                .hold(request ->
                        traffic.isFirstAttempt(request) && isDue(requests().eventIds(request), partition, offset));
    }

    /** The same for effects new or not. */
    public Hold holdEffects(int partition, long offset) {
        return link().tap().hold(request -> isDue(requests().eventIds(request), partition, offset));
    }

    /** Holds the next commit, in a transaction or not, of an offset behind this event of the input. */
    public Hold holdCommit(int partition, long offset) {
        return link().tap().hold(request -> commits(request, partition, offset));
    }

    /** Holds the next commit of input offsets, in a transaction or not. */
    public Hold holdCommit() {
        return link().tap().hold(request -> !requests().offsetsToCommit(request).isEmpty());
    }

    /**
     * Whether effects among which are that of this event, or of a later one of its partition; of any partition, when
     * the last of this one was sent before: a small one is done with the first strike.
     */
    private boolean isDue(Set<String> effects, int partition, long offset) {
        return effects.stream().anyMatch(id -> events.isFrom(id, partition, offset))
                || !effects.isEmpty() && traffic.isSent(events.last(partition));
    }

    /** Whether a request commits an offset behind this event, or any when all effects of its partition were sent. */
    private boolean commits(TappedRequest request, int partition, long offset) {
        return requests().commits(request, partition, offset)
                || !requests().offsetsToCommit(request).isEmpty() && traffic.isSent(events.last(partition));
    }

    /**
     * Holds the next EndTxn that is to commit, once the effect of this event or of a later one of its partition was
     * sent.
     */
    public Hold holdEndTxn(int partition, long offset) {
        return link().tap().hold(commitsTransaction(partition, offset));
    }

    /** Whether a request is such an EndTxn. To be asked of every request, in order. */
    public Predicate<TappedRequest> commitsTransaction(int partition, long offset) {
        AtomicBoolean sent = new AtomicBoolean();
        return request -> isSent(request, partition, offset, sent) && requests().isEndTxn(request);
    }

    /** Holds the next request that ends the cycle of this event or of a later one of its partition. */
    public Hold holdEndOfCycle(int partition, long offset) {
        return link().tap().hold(endsCycle(partition, offset));
    }

    /**
     * Whether a request ends the cycle of this event or of a later one of its partition: EndTxn (commit), or
     * OffsetCommit without a transaction. To be asked of every request, in order.
     */
    public Predicate<TappedRequest> endsCycle(int partition, long offset) {
        AtomicBoolean sent = new AtomicBoolean();
        return request -> isSent(request, partition, offset, sent) && requests().isEndTxn(request)
                || request.apiKey() == ApiKeys.OFFSET_COMMIT && commits(request, partition, offset);
    }

    private boolean isSent(TappedRequest request, int partition, long offset, AtomicBoolean sent) {
        return sent.get() || isDue(requests().eventIds(request), partition, offset) && sent.compareAndSet(false, true);
    }

    /** The last event of every partition whose offsets a request commits. */
    public Set<String> lastEventsToCommit(TappedRequest request) {
        Map<Integer, Long> toCommit = requests().offsetsToCommit(request);
        return events.where((id, position) -> position.offset() == toCommit.getOrDefault(position.partition(), 0L) - 1);
    }

    /** The events whose offsets a request would commit that are not committed yet. */
    public Set<String> eventsToCommit(TappedRequest request) throws InterruptedException, ExecutionException {
        Map<Integer, Long> committed = committedOffsets();
        Map<Integer, Long> toCommit = requests().offsetsToCommit(request);
        return events.where((id, position) -> position.offset() >= committed.getOrDefault(position.partition(), 0L)
                && position.offset() < toCommit.getOrDefault(position.partition(), 0L));
    }

    /** The events that a request is about: whose effects it carries, whose offsets or whose transaction it commits. */
    public Set<String> eventsOf(TappedRequest request) throws InterruptedException, ExecutionException {
        if (requests().isEndTxn(request)) {
            return traffic.openTransaction();
        }
        Set<String> effects = requests().eventIds(request);
        return effects.isEmpty() ? eventsToCommit(request) : effects;
    }

    /**
     * The events for which a pipeline has begun one of its two steps and not done the other: effects of theirs were
     * sent and their offsets are not committed, or their offsets are and no effect is in the log.
     */
    public Set<String> betweenEffectAndCommit() throws IOException, InterruptedException, ExecutionException {
        Set<String> between = new HashSet<>(traffic.sent());
        Set<String> done = committedEvents();
        between.removeAll(done);
        effects.readOn();
        done.removeAll(effects.inLog());
        between.addAll(done);
        return between;
    }

    /** The events below the committed offsets. */
    public Set<String> committedEvents() throws InterruptedException, ExecutionException {
        Map<Integer, Long> committed = committedOffsets();
        return events.where((id, position) -> position.offset() < committed.getOrDefault(position.partition(), 0L));
    }

    /** Begins to measure what is at risk. */
    public AtRisk atRisk() {
        return new AtRisk(() -> {
            effects.readOn();
            return new AtRisk.Standing(effects.inLog(), effects.undecided(), committedEvents(), traffic.sent());
        });
    }

    /** The input offsets that the group has committed, by partition. */
    public Map<Integer, Long> committedOffsets() throws InterruptedException, ExecutionException {
        return cluster
                .admin()
                .listConsumerGroupOffsets(groupId)
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()
                .stream()
                .filter(entry ->
                        entry.getValue() != null && entry.getKey().topic().equals(topics.input()))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().partition(),
                        entry -> entry.getValue().offset()));
    }

    /** The output partition that a number stands for. */
    public TopicPartition outputPartition(int partition) {
        return new TopicPartition(topics.output(), partition);
    }
}

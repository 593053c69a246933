package delivery.chaos.testbed;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.log.TopicLog;
import delivery.chaos.network.Link;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.OffsetToCommit;
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
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * All that a fault can get hold of in one scenario.
 *
 * @param instances the first not started yet: a fault starts it once its first trap is set, so that no traffic slips by
 * @param effects the output topic's log, read around every fault
 * @param groupId the pipeline's consumer group
 * @param events of the input topic, those too that are not written yet
 * @param feed writes them
 */
public record Testbed(
        KafkaCluster cluster,
        Brokers brokers,
        Instances instances,
        EffectTraffic traffic,
        TopicLog effects,
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

    /** Holds the next Produce with new effects. */
    public Hold holdNewEffects() {
        return link().tap().hold(traffic::isFirstAttempt);
    }

    /** Holds the next Produce with new effects, among them that of this event or of a later one of its partition. */
    public Hold holdNewEffects(int partition, long offset) {
        return link().tap()
                .hold(request -> traffic.isFirstAttempt(request) && hasEffectFrom(request, partition, offset));
    }

    /** The same for effects new or not. */
    public Hold holdEffects(int partition, long offset) {
        return link().tap().hold(request -> hasEffectFrom(request, partition, offset));
    }

    /** Holds the next commit, in a transaction or not, of an offset behind this event of the input. */
    public Hold holdCommit(int partition, long offset) {
        return link().tap().hold(request -> commits(request, partition, offset));
    }

    /** Holds the next commit of input offsets, in a transaction or not. */
    public Hold holdCommit() {
        return link().tap().hold(request -> !offsetsToCommit(request).isEmpty());
    }

    private boolean hasEffectFrom(TappedRequest request, int partition, long offset) {
        return traffic.eventIds(request).stream().anyMatch(id -> events.isFrom(id, partition, offset));
    }

    /**
     * The events for which a pipeline that is dead now has done one of its two steps: their effects stand in the log and
     * their offsets are not committed, or the other way round.
     */
    public Set<String> betweenEffectAndCommit() throws IOException, InterruptedException, ExecutionException {
        Set<String> inLog = new HashSet<>();
        for (TopicPartition output : topics.outputPartitions()) {
            effects.read(output.partition(), 0, effects.endOffset(output.partition()), batch -> {
                if (!batch.isControlBatch()) {
                    batch.forEach(record -> inLog.add(EffectTraffic.eventId(record)));
                }
            });
        }
        Map<Integer, Long> committed = committedOffsets();
        return events.where((id, position) ->
                inLog.contains(id) != position.offset() < committed.getOrDefault(position.partition(), 0L));
    }

    /** Holds the next EndTxn that is to commit, once the effect of this event or of a later one of its partition was sent. */
    public Hold holdEndTxn(int partition, long offset) {
        AtomicBoolean sent = new AtomicBoolean();
        return link().tap().hold(request -> isSent(request, partition, offset, sent) && isEndTxn(request));
    }

    /** Holds the next request that ends the cycle of this event or of a later one of its partition. */
    public Hold holdEndOfCycle(int partition, long offset) {
        return link().tap().hold(endsCycle(partition, offset));
    }

    /**
     * Whether a request ends the cycle of this event or of a later one of its partition: EndTxn (commit), or OffsetCommit
     * without a transaction. To be asked of every request, in order.
     */
    public Predicate<TappedRequest> endsCycle(int partition, long offset) {
        AtomicBoolean sent = new AtomicBoolean();
        return request -> isSent(request, partition, offset, sent) && isEndTxn(request)
                || request.apiKey() == ApiKeys.OFFSET_COMMIT && commits(request, partition, offset);
    }

    private boolean isSent(TappedRequest request, int partition, long offset, AtomicBoolean sent) {
        return sent.get() || hasEffectFrom(request, partition, offset) && sent.compareAndSet(false, true);
    }

    /** Whether a request commits an offset behind this event of the input, in a transaction or not. */
    public boolean commits(TappedRequest request, int partition, long offset) {
        return offsetsToCommit(request).getOrDefault(partition, 0L) > offset;
    }

    /** The last event of every partition whose offsets a request commits. */
    public Set<String> lastEventsToCommit(TappedRequest request) {
        Map<Integer, Long> toCommit = offsetsToCommit(request);
        return events.where((id, position) -> position.offset() == toCommit.getOrDefault(position.partition(), 0L) - 1);
    }

    /** Whether a request asks for a transaction to be committed. */
    public boolean isEndTxn(TappedRequest request) {
        return request.apiKey() == ApiKeys.END_TXN && ((EndTxnRequestData) request.body()).committed();
    }

    /** The input offsets that a request would commit, by partition; empty if it commits none of the input topic. */
    public Map<Integer, Long> offsetsToCommit(TappedRequest request) {
        return OffsetToCommit.of(request).stream()
                .filter(commit -> isInput(commit.topic(), commit.topicId()))
                .collect(Collectors.toMap(OffsetToCommit::partition, OffsetToCommit::offset));
    }

    /** The events whose offsets a request would commit that are not committed yet. */
    public Set<String> eventsToCommit(TappedRequest request) throws InterruptedException, ExecutionException {
        Map<Integer, Long> committed = committedOffsets();
        Map<Integer, Long> toCommit = offsetsToCommit(request);
        return events.where((id, position) -> position.offset() >= committed.getOrDefault(position.partition(), 0L)
                && position.offset() < toCommit.getOrDefault(position.partition(), 0L));
    }

    private boolean isInput(String name, Uuid id) {
        return topics.input().equals(name) || topics.inputId().equals(id);
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

    public String outputTopic() {
        return topics.output();
    }

    /** The output partition that a number stands for. */
    public TopicPartition outputPartition(int partition) {
        return new TopicPartition(topics.output(), partition);
    }
}

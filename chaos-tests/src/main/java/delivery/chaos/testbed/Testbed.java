package delivery.chaos.testbed;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.log.TopicLog;
import delivery.chaos.network.Link;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.pipeline.PipelineProcess;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * All that a fault can get hold of in one scenario.
 *
 * @param instances the first not started yet: a fault starts it once its first trap is set, so that no traffic slips by
 * @param effects the output topic's log, read around every fault
 * @param groupId the pipeline's consumer group
 * @param events number of events that the input topic has in the end
 * @param feed writes them
 * @param random decides the schedule, by the scenario's seed alone
 */
public record Testbed(
        KafkaCluster cluster,
        Brokers brokers,
        Instances instances,
        EffectTraffic traffic,
        TopicLog effects,
        ScenarioTopics topics,
        String groupId,
        int events,
        InputFeed feed,
        Random random,
        ScenarioClock clock) {

    /** The link of the first instance. */
    public Link link() {
        return instances.first().link();
    }

    /** The first instance. */
    public PipelineProcess pipeline() {
        return instances.first().pipeline();
    }

    /** Holds the next Produce with new effects once so many effects have been sent. */
    public Hold holdNewEffects(long afterEffects) {
        return link().tap().hold(request -> traffic.effectsSent() >= afterEffects && traffic.isFirstAttempt(request));
    }

    /** Holds the next Produce with effects, new or not, once so many effects have been sent. */
    public Hold holdEffects(long afterEffects) {
        return link().tap()
                .hold(request -> traffic.effectsSent() >= afterEffects
                        && !traffic.effects(request).isEmpty());
    }

    /** Holds the next commit of input offsets, in a transaction or not, once so many effects have been sent. */
    public Hold holdCommit(long afterEffects) {
        return link().tap()
                .hold(request -> traffic.effectsSent() >= afterEffects
                        && !offsetsToCommit(request).isEmpty());
    }

    /** Holds the next EndTxn that is to commit, once so many effects have been sent. */
    public Hold holdEndTxn(long afterEffects) {
        return link().tap().hold(request -> traffic.effectsSent() >= afterEffects && isEndTxn(request));
    }

    /** Holds the next request that ends a cycle, once so many effects have been sent. */
    public Hold holdEndOfCycle(long afterEffects) {
        return link().tap().hold(request -> endsCycle(request, afterEffects));
    }

    /** Whether a request ends a cycle, and so many effects have been sent: EndTxn (commit), or OffsetCommit without one. */
    public boolean endsCycle(TappedRequest request, long afterEffects) {
        return traffic.effectsSent() >= afterEffects
                && (isEndTxn(request)
                        || request.apiKey() == ApiKeys.OFFSET_COMMIT
                                && !offsetsToCommit(request).isEmpty());
    }

    /** Whether a request asks for a transaction to be committed. */
    public boolean isEndTxn(TappedRequest request) {
        return request.apiKey() == ApiKeys.END_TXN && ((EndTxnRequestData) request.body()).committed();
    }

    /** A number of effects between two shares of all events, by the seed. */
    public long dueEffects(double from, double to) {
        return (long) (events * (from + (to - from) * random.nextDouble()));
    }

    /** The input offsets that a request would commit, by partition; empty if it commits none of the input topic. */
    public Map<Integer, Long> offsetsToCommit(TappedRequest request) {
        return switch (request.apiKey()) {
            case OFFSET_COMMIT ->
                ((OffsetCommitRequestData) request.body())
                        .topics().stream()
                                .filter(topic -> isInput(topic.name(), topic.topicId()))
                                .flatMap(topic -> topic.partitions().stream())
                                .collect(Collectors.toMap(
                                        OffsetCommitRequestData.OffsetCommitRequestPartition::partitionIndex,
                                        OffsetCommitRequestData.OffsetCommitRequestPartition::committedOffset));
            case TXN_OFFSET_COMMIT ->
                ((TxnOffsetCommitRequestData) request.body())
                        .topics().stream()
                                .filter(topic -> isInput(topic.name(), Uuid.ZERO_UUID))
                                .flatMap(topic -> topic.partitions().stream())
                                .collect(Collectors.toMap(
                                        TxnOffsetCommitRequestData.TxnOffsetCommitRequestPartition::partitionIndex,
                                        TxnOffsetCommitRequestData.TxnOffsetCommitRequestPartition::committedOffset));
            default -> Map.of();
        };
    }

    /** Topics have names before OffsetCommit version 10, and ids from then on. */
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

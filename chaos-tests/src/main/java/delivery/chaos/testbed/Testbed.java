package delivery.chaos.testbed;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.network.DatabaseLink;
import delivery.chaos.network.Link;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.pipeline.OwnTimeouts;
import delivery.chaos.pipeline.PipelineProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * All that a fault can get hold of in one scenario.
 *
 * @param instances the first not started yet: a fault starts it once its first trap is set, so that no traffic slips by
 * @param effects of the output topic, read around every fault
 * @param groupId the pipeline's consumer group
 * @param events of the input topic, those too that are not written yet
 * @param feed writes them
 * @param database of the pipeline; empty if it has none
 * @param ownTimeouts of a program that takes none from the harness
 * @param requestTimeout for how long the pipeline's clients wait for an answer
 */
public record Testbed(
        KafkaCluster cluster,
        BrokerOperations brokers,
        Instances instances,
        EffectTraffic traffic,
        LoggedEffects effects,
        ScenarioTopics topics,
        String groupId,
        InputEvents events,
        InputFeed feed,
        Optional<DatabaseUnderTest> database,
        ScenarioClock clock,
        OwnTimeouts ownTimeouts,
        Duration requestTimeout) {

    /** The link of the first instance. */
    public Link link() {
        return instances.first().link();
    }

    /** The first instance's link to its database. Throws if the pipeline has none. */
    public DatabaseLink databaseLink() {
        return instances.first().database().orElseThrow();
    }

    /** Where the effects stand. */
    public EffectStore store() {
        return database.filter(DatabaseUnderTest::hasEffects)
                .<EffectStore>map(tables -> tables)
                .orElse(effects);
    }

    /** The first instance. */
    public PipelineProcess pipeline() {
        return instances.first().pipeline();
    }

    /** What requests are about. */
    public RequestReader requests() {
        return new RequestReader(topics);
    }

    /** Holds the request that this is aimed at; a Produce of effects that were sent before is passed over. */
    public Hold hold(Aim aim) {
        return link().tap().hold(aimed().first(aim));
    }

    /** Holds the same, a Produce of a full batch, so that another follows in its partition; soon any. */
    public Hold holdFull(Aim aim, int batchSize) {
        return link().tap().hold(aimed().firstFull(aim, batchSize));
    }

    /** Holds the same when the broker has carried it out, and with it the answer. */
    public Hold holdCarriedOut(Aim aim) {
        return link().tap().holdCarriedOut(aimed().first(aim));
    }

    /** Holds the first Produce that this is aimed at, be its effects new or sent again. */
    public Hold holdNewOrAgain(Aim aim) {
        return link().tap().hold(aimed().newOrAgain(aim));
    }

    /** Holds the next request of a kind when the broker has carried it out, and with it the answer. */
    public Hold holdNextCarriedOut(Aim.Step step) {
        return link().tap().holdCarriedOut(aimed().any(step));
    }

    /** Holds the request of an instance that this is aimed at, be its effects new or sent again. */
    public Hold hold(Instance instance, Aim aim) {
        return instance.link().tap().hold(aimed().newOrAgain(aim));
    }

    /** Holds the next request of a kind, whatever events it is about. */
    public Hold holdNext(Aim.Step step) {
        return link().tap().hold(aimed().any(step));
    }

    /** Holds the next Produce with effects that goes to a broker, be they new or sent again. */
    public Hold holdNextProduceTo(int brokerId) {
        return link().tap()
                .hold(request -> request.brokerId() == brokerId
                        && !requests().effects(request).isEmpty());
    }

    /** Holds the first request for events of an input partition, from whatever offset. */
    public Hold holdFetch(int partition) {
        return link().tap()
                .hold(request -> requests().fetchOffset(request, partition).isPresent());
    }

    /** Takes back every hold of the first instance; what is held goes on. */
    public void cancelHolds() {
        link().tap().cancelHolds();
    }

    private AimedRequests aimed() {
        return new AimedRequests(requests(), traffic, events);
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
        store().readOn();
        done.removeAll(store().inLog());
        between.addAll(done);
        return between;
    }

    /** Those of some events that the pipeline may have in hand: see {@link InputEvents#inHand}. */
    public Set<String> inHand(Collection<String> eventIds) {
        return events.inHand(eventIds, traffic.sent());
    }

    /** The events below the committed offsets. */
    public Set<String> committedEvents() throws InterruptedException, ExecutionException {
        Map<Integer, Long> committed = committedOffsets();
        return events.where((id, position) -> position.offset() < committed.getOrDefault(position.partition(), 0L));
    }

    /** Begins to measure what is at risk. */
    public AtRisk atRisk() {
        return new AtRisk(() -> {
            store().readOn();
            return new AtRisk.Standing(store().inLog(), store().undecided(), committedEvents(), traffic.sent());
        });
    }

    /**
     * The input offsets from which the pipeline would go on after a restart, by partition. A source, which has no
     * group, is through with its input when it has ended by itself, and before that with nothing: whoever starts it
     * again must know better.
     */
    public Map<Integer, Long> committedOffsets() throws InterruptedException, ExecutionException {
        if (pipeline().isSource()) {
            boolean finished = instances.all().stream()
                    .anyMatch(instance -> instance.pipeline().isFinished());
            return finished ? events.ends() : Map.of();
        }
        if (database.isPresent() && database.get().hasOffsets()) {
            try {
                return database.get().offsets();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return committed(cluster.admin().listConsumerGroupOffsets(groupId).partitionsToOffsetAndMetadata());
    }

    /** Of a group that nobody has joined yet, Apache Kafka has no offsets, and other brokers have no group. */
    private Map<Integer, Long> committed(KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> answer)
            throws InterruptedException, ExecutionException {
        try {
            return answer.get().entrySet().stream()
                    .filter(entry ->
                            entry.getValue() != null && entry.getKey().topic().equals(topics.input()))
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().partition(),
                            entry -> entry.getValue().offset()));
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw failed;
        }
    }

    /** How many members the group has: a pipeline that was killed is one until its session is over. */
    public int groupMembers() throws InterruptedException, ExecutionException {
        return cluster.admin()
                .describeConsumerGroups(List.of(groupId))
                .describedGroups()
                .get(groupId)
                .get()
                .members()
                .size();
    }

    /** Ids of the topics in which Streams keeps what its stores hold; none of any other pipeline. */
    public Set<Uuid> changelogIds() throws InterruptedException, ExecutionException {
        return cluster.admin().listTopics().listings().get().stream()
                .filter(topic ->
                        topic.name().startsWith(groupId + "-") && topic.name().endsWith("-changelog"))
                .map(TopicListing::topicId)
                .collect(Collectors.toSet());
    }

    /** The output partition that a number stands for. */
    public TopicPartition outputPartition(int partition) {
        return topics.outputPartition(partition);
    }
}

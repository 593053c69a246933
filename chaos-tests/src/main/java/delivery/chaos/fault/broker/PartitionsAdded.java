package delivery.chaos.fault.broker;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.ScenarioTopics;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The input topic gets one more partition, and events are written there before the pipeline has heard of it. A group
 * has no committed offset of a partition that is new: {@code auto.offset.reset} decides where it begins. Nothing
 * breaks, so it excuses nothing.
 */
public final class PartitionsAdded extends AimedFault {
    public PartitionsAdded() {
        super(FaultDescription.of(
                        "partitions-added",
                        "With a Produce under way the input topic gets one more partition, and its first events are"
                                + " written there before the pipeline has heard of it; the rest follows once it asks"
                                + " for them. Of every partition before the group has a committed offset from the"
                                + " start.")
                .when("a partition is added to the input topic")
                .takesThrough(Circumstance.UNDISTURBED)
                // Streams ends itself at every start: its changelog has fewer partitions than its input
                // (StreamsException,
                // "has invalid partitions"). Nothing is lost, and nothing goes on.
                .concerns(guarantee -> !guarantee.name().equals("streams-eos"))
                .clientSettings(ClientTimeouts.longRequestTimeout())
                .clientSettings(Map.of("metadata.max.age.ms", "1000"))
                .addsPartition()
                .schedule(1, PartitionsAdded::early));
    }

    /** Early in a partition that there was before: of the new one, which has the highest number, nothing is there. */
    private static List<Aim> early(Random random, Map<Integer, Long> eventsByPartition) {
        Map<Integer, Long> before = new HashMap<>(eventsByPartition);
        eventsByPartition.keySet().stream().max(Integer::compare).ifPresent(before::remove);
        return Aim.early(random, before.isEmpty() ? eventsByPartition : before, Aim.Step.PRODUCE);
    }

    private record Added(
            TappedRequest request,
            int partition,
            long madeAtMs,
            int eventsWritten,
            long writtenAtMs,
            TappedRequest firstFetch,
            long firstFetchAtMs,
            long firstFetchOffset)
            implements Proof {
        @Override
        public String sentence() {
            return "%s was under way when partition %d was made, at %d ms, and %d events written to it, until %d ms; "
                            .formatted(request, partition, madeAtMs, eventsWritten, writtenAtMs)
                    + "the pipeline's first Fetch of it came at %d ms, and asked for offset %d"
                            .formatted(firstFetchAtMs, firstFetchOffset);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        TopicPartition added =
                new TopicPartition(testbed.topics().input(), testbed.topics().partitions());
        if (!testbed.events().byPartition().containsKey(added.partition())) {
            throw new NotFiredException("the input has no page for a partition that is added");
        }
        commitBeginnings(testbed);
        HeldRequest produce = Await.start(testbed, schedule.get(0));
        Impact impact = Impact.now(testbed);
        Hold trap = testbed.holdFetch(added.partition());
        add(testbed.cluster(), added);
        long madeAtMs = testbed.clock().elapsedMs();
        Set<String> first = writeFirst(testbed, added);
        long writtenAtMs = testbed.clock().elapsedMs();
        impact.on(first).mayBeLost(first);
        produce.passOn();
        HeldRequest fetch = Await.caughtUnless(testbed, trap, "the first Fetch of " + added, () -> false)
                .orElseThrow();
        long fetchedAtMs = testbed.clock().elapsedMs() - fetch.age().toMillis();
        if (fetchedAtMs < writtenAtMs) {
            throw new NotFiredException("the pipeline knew of " + added + " before its first events were written");
        }
        fired.accept(impact.proven(new Added(
                produce.request(),
                added.partition(),
                madeAtMs,
                first.size(),
                writtenAtMs,
                fetch.request(),
                fetchedAtMs,
                testbed.requests()
                        .fetchOffset(fetch.request(), added.partition())
                        .getAsLong())));
        fetch.passOn();
    }

    /** As of a group that has been at work: what it begins with is no partition that it finds late. */
    private static void commitBeginnings(Testbed testbed) throws InterruptedException, ExecutionException {
        testbed.cluster()
                .admin()
                .alterConsumerGroupOffsets(
                        testbed.groupId(),
                        IntStream.range(0, testbed.topics().partitions())
                                .mapToObj(number ->
                                        new TopicPartition(testbed.topics().input(), number))
                                .collect(Collectors.toMap(Function.identity(), begun -> new OffsetAndMetadata(0))))
                .all()
                .get();
    }

    private static void add(KafkaCluster cluster, TopicPartition added)
            throws InterruptedException, ExecutionException {
        cluster.admin()
                .createPartitions(Map.of(added.topic(), NewPartitions.increaseTo(added.partition() + 1)))
                .all()
                .get();
        ScenarioTopics.awaitLeaders(cluster.admin(), List.of(added));
    }

    /** Has the next wave written, and says which events it has; all are of the new partition. */
    private static Set<String> writeFirst(Testbed testbed, TopicPartition added) throws NotFiredException {
        long before = testbed.feed().written();
        testbed.feed().writeOneMore();
        Await.until(
                testbed,
                "the first events of " + added + " to be written",
                () -> testbed.feed().written() > before);
        return testbed.events()
                .where((id, at) -> at.partition() == added.partition()
                        && testbed.events().number(id) < testbed.feed().written());
    }
}

package delivery.chaos.atlas;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.process.Patience;
import delivery.chaos.testbed.Testbed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.internals.Topic;

/** Where on a cluster coordinators and leaders are: always the same places, so that a strike hits the same. */
final class Layout {
    private static final Duration WITHOUT_CHANGE = Duration.ofSeconds(60);
    private static final String DONE = "";
    /** Each has one partition on these clusters. */
    private static final Set<TopicPartition> COORDINATED = Set.of(
            new TopicPartition(Topic.GROUP_METADATA_TOPIC_NAME, 0),
            new TopicPartition(Topic.TRANSACTION_STATE_TOPIC_NAME, 0));

    private Layout() {}

    /**
     * Creates the internal topics, because the first requests to a coordinator take several attempts, and places them.
     */
    static void prepare(KafkaCluster cluster) throws InterruptedException, ExecutionException {
        Admin admin = cluster.admin();
        await("the coordinators to serve for the first time", () -> {
            admin.listConsumerGroupOffsets("layout")
                    .partitionsToOffsetAndMetadata()
                    .get();
            admin.fenceProducers(List.of("layout")).all().get();
            return DONE;
        });
        admin.alterPartitionReassignments(COORDINATED.stream()
                        .collect(Collectors.toMap(
                                Function.identity(),
                                partition -> Optional.of(new NewPartitionReassignment(Size.COORDINATOR_FIRST)))))
                .all()
                .get();
        restore(cluster);
    }

    /** Gives the coordinators their place back. */
    static void restore(KafkaCluster cluster) {
        Admin admin = cluster.admin();
        await("the coordinators to be in their place", () -> {
            admin.electLeaders(ElectionType.PREFERRED, COORDINATED).partitions().get();
            Map<String, Integer> leaders = new TreeMap<>();
            for (TopicPartition partition : COORDINATED) {
                leaders.put(partition.topic(), cluster.leader(partition.topic(), partition.partition()));
            }
            return leaders.values().stream().allMatch(leader -> leader == Size.COORDINATOR_BROKER)
                    ? DONE
                    : leaders.toString();
        });
    }

    /** Waits until input, output, groups and transactions are led by other brokers than this one. */
    static void awaitOthersThan(int brokerId, Testbed testbed) {
        await("other brokers to take over from broker " + brokerId, () -> {
            List<Integer> leaders = leaders(testbed);
            return leaders.stream().allMatch(leader -> leader >= 0 && leader != brokerId) ? DONE : leaders.toString();
        });
    }

    /** The brokers that lead input and output and coordinate groups and transactions now; -1 for none. */
    private static List<Integer> leaders(Testbed testbed) throws InterruptedException, ExecutionException {
        List<Integer> leaders = new ArrayList<>();
        for (TopicPartition partition : COORDINATED) {
            leaders.add(testbed.cluster().leader(partition.topic(), partition.partition()));
        }
        leaders.add(testbed.cluster().leader(testbed.topics().input(), 0));
        leaders.add(testbed.cluster().leader(testbed.topics().output(), 0));
        return leaders;
    }

    /**
     * Waits as long as something changes: brokers on a busy machine take their time.
     *
     * @param missing what there is in the place of it; {@link #DONE} once it is there
     * @throws IllegalStateException if that has stayed the same for {@link #WITHOUT_CHANGE}
     */
    private static void await(String what, Callable<String> missing) {
        AtomicReference<String> seen = new AtomicReference<>();
        boolean came = new Patience(WITHOUT_CHANGE, seen::get).await(() -> {
            seen.set(now(missing));
            return seen.get().equals(DONE);
        });
        if (!came) {
            throw new IllegalStateException(
                    "waited for " + what + "; for " + WITHOUT_CHANGE + " there was only: " + seen.get());
        }
    }

    private static String now(Callable<String> missing) throws Exception {
        try {
            return missing.call();
        } catch (ExecutionException | RetriableException notYet) {
            if (notYet instanceof RetriableException || notYet.getCause() instanceof RetriableException) {
                return notYet.toString();
            }
            throw notYet;
        }
    }
}

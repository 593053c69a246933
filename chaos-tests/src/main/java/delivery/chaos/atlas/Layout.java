package delivery.chaos.atlas;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.testbed.Testbed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.internals.Topic;
import org.awaitility.Awaitility;

/** Where on a cluster coordinators and leaders are: always the same places, so that a strike hits the same. */
final class Layout {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    /** Each has one partition on these clusters. */
    private static final Set<TopicPartition> COORDINATED = Set.of(
            new TopicPartition(Topic.GROUP_METADATA_TOPIC_NAME, 0),
            new TopicPartition(Topic.TRANSACTION_STATE_TOPIC_NAME, 0));

    private Layout() {}

    /** Has the internal topics made, for what is asked of a coordinator first takes several attempts, and places them. */
    static void prepare(KafkaCluster cluster) throws InterruptedException, ExecutionException {
        Admin admin = cluster.admin();
        await("the coordinators to serve for the first time", () -> {
            admin.listConsumerGroupOffsets("layout")
                    .partitionsToOffsetAndMetadata()
                    .get();
            admin.fenceProducers(List.of("layout")).all().get();
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
            Map<TopicPartition, Optional<Throwable>> elected = admin.electLeaders(ElectionType.PREFERRED, COORDINATED)
                    .partitions()
                    .get();
            for (TopicPartition partition : COORDINATED) {
                if (cluster.leader(partition.topic(), partition.partition()) != Size.COORDINATOR) {
                    throw new NotYetException(elected.toString());
                }
            }
        });
    }

    /** The brokers that lead input and output and coordinate groups and transactions now; -1 for none. */
    static List<Integer> leaders(Testbed testbed) throws InterruptedException, ExecutionException {
        List<Integer> leaders = new ArrayList<>();
        for (TopicPartition partition : COORDINATED) {
            leaders.add(testbed.cluster().leader(partition.topic(), partition.partition()));
        }
        leaders.add(testbed.cluster().leader(testbed.topics().input(), 0));
        leaders.add(testbed.cluster().leader(testbed.topics().output(), 0));
        return leaders;
    }

    private static final class NotYetException extends RetriableException {
        private static final long serialVersionUID = 1L;

        NotYetException(String why) {
            super(why);
        }
    }

    private static void await(String what, org.awaitility.core.ThrowingRunnable done) {
        Awaitility.await(what)
                .atMost(DEADLINE)
                .pollInterval(POLL_INTERVAL)
                .ignoreExceptionsMatching(notYet ->
                        notYet instanceof RetriableException || notYet.getCause() instanceof RetriableException)
                .untilAsserted(done);
    }
}

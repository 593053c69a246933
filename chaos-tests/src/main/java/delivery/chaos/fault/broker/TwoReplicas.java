package delivery.chaos.fault.broker;

import delivery.chaos.fault.Await;
import delivery.chaos.fault.Fault;
import delivery.chaos.testbed.Testbed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** An output partition with a leader and one follower, so that a broker is left when both are down. */
record TwoReplicas(Testbed testbed, TopicPartition partition, Set<Integer> replicas) {
    /** Takes a replica of the partition away, and sets when its topic takes records and whom it lets lead. */
    static TwoReplicas of(Testbed testbed, int number, int minInSync, boolean unclean)
            throws InterruptedException, ExecutionException, Fault.NotFiredException {
        TopicPartition partition = testbed.outputPartition(number);
        setUp(testbed, minInSync, unclean);
        int leader = testbed.cluster().leader(partition.topic(), number);
        Set<Integer> followers = new TreeSet<>(testbed.cluster().inSync(partition.topic(), number));
        followers.remove(leader);
        Set<Integer> replicas =
                new TreeSet<>(Set.of(leader, followers.iterator().next()));
        List<Integer> leaderFirst = List.of(leader, followers.iterator().next());
        testbed.cluster()
                .admin()
                .alterPartitionReassignments(Map.of(partition, Optional.of(new NewPartitionReassignment(leaderFirst))))
                .all()
                .get();
        TwoReplicas two = new TwoReplicas(testbed, partition, replicas);
        two.awaitInSync(replicas);
        return two;
    }

    private static void setUp(Testbed testbed, int minInSync, boolean unclean)
            throws InterruptedException, ExecutionException {
        ConfigResource topic =
                new ConfigResource(ConfigResource.Type.TOPIC, testbed.topics().output());
        testbed.cluster()
                .admin()
                .incrementalAlterConfigs(Map.of(
                        topic,
                        List.of(
                                set(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(minInSync)),
                                set(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, String.valueOf(unclean)))))
                .all()
                .get();
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), OpType.SET);
    }

    int otherThan(int replica) {
        return replicas.stream().filter(id -> id != replica).findFirst().orElseThrow();
    }

    /** Waits for one to be alone in sync, and to know it. */
    void awaitAloneInSync(int replica) throws Exception {
        awaitInSync(Set.of(replica));
        long decided = testbed.cluster().decisions();
        Await.until(
                testbed,
                "broker " + replica + " to know that it is alone in sync",
                () -> testbed.cluster().hasReadDecisions(replica, decided));
    }

    private void awaitInSync(Set<Integer> ids) throws Fault.NotFiredException {
        Await.until(
                testbed,
                "brokers " + ids + " alone to have " + partition + " in sync",
                () -> testbed.cluster()
                        .inSync(partition.topic(), partition.partition())
                        .equals(ids));
    }

    /** Waits for the other one to be back, and says whether it leads. */
    Optional<Integer> awaitBackWithout(int leader) throws Exception {
        int other = otherThan(leader);
        Await.until(
                testbed,
                "broker " + other + " to be back",
                () -> testbed.cluster().hasJoined(other));
        int now = testbed.cluster().leader(partition.topic(), partition.partition());
        return now == other ? Optional.of(other) : Optional.empty();
    }
}

package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the ledger claims of replicas, on two of three brokers: the third keeps the quorum of controllers alive. */
class ReplicationClaimsIT extends LiveCluster {
    private static final int LEADER = 1;
    private static final int FOLLOWER = 2;

    private final Set<Integer> down = new TreeSet<>();

    private void kill(int broker) throws InterruptedException {
        cluster.kill(broker);
        down.add(broker);
    }

    private void restart(int broker) throws IOException {
        cluster.restart(broker);
        down.remove(broker);
    }

    private TopicPartition createOnTwo(String name, Map<String, String> configs) throws Exception {
        admin().createTopics(List.of(new NewTopic(name, Map.of(0, List.of(LEADER, FOLLOWER))).configs(configs)))
                .all()
                .get();
        await("a leader of " + name).until(() -> cluster.leader(name, 0) == LEADER);
        return new TopicPartition(name, 0);
    }

    private List<Integer> inSync(TopicPartition topic) throws Exception {
        return admin()
                .describeTopics(List.of(topic.topic()))
                .allTopicNames()
                .get()
                .get(topic.topic())
                .partitions()
                .get(0)
                .isr()
                .stream()
                .map(Node::id)
                .toList();
    }

    private long end(TopicPartition topic) throws Exception {
        return admin().listOffsets(
                        Map.of(topic, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .partitionResult(topic)
                .get()
                .offset();
    }

    /** Writes a record that only the leader has, the follower being dead, and kills the leader, too. */
    private void writeToTheLeaderAlone(TopicPartition topic) throws Exception {
        write(topic, "on both");
        kill(FOLLOWER);
        await("the leader to be alone").until(() -> inSync(topic).equals(List.of(LEADER)));
        assertThat(write(topic, "on the leader").offset()).isEqualTo(1);
        kill(LEADER);
        restart(FOLLOWER);
    }

    @AfterEach
    void allAreBack() throws Exception {
        for (int broker : List.copyOf(down)) {
            restart(broker);
        }
        cluster.awaitAllInSync();
    }

    private boolean isRunning(int broker) throws Exception {
        return admin().describeCluster().nodes().get().stream().anyMatch(node -> node.id() == broker);
    }

    @Test
    void aLeaderOutOfSyncLosesWhatAcksAllHadConfirmed() throws Exception {
        TopicPartition topic =
                createOnTwo("unclean", Map.of("min.insync.replicas", "1", "unclean.leader.election.enable", "true"));

        writeToTheLeaderAlone(topic);

        await("the follower to lead").until(() -> cluster.leader("unclean", 0) == FOLLOWER);
        assertThat(end(topic)).isEqualTo(1);
    }

    @Test
    void withoutUncleanElectionNobodyLeadsUntilTheRecordIsBack() throws Exception {
        TopicPartition topic = createOnTwo("clean", Map.of("min.insync.replicas", "1"));

        writeToTheLeaderAlone(topic);
        await("the follower to be back").until(() -> isRunning(FOLLOWER));
        assertThat(cluster.leader("clean", 0)).isNotEqualTo(FOLLOWER);
        restart(LEADER);

        await("a leader").until(() -> cluster.leader("clean", 0) == LEADER);
        assertThat(end(topic)).isEqualTo(2);
    }

    @Test
    void acksAllWaitsForAllInSyncAlsoWithMinInsyncReplicasOfOne() throws Exception {
        TopicPartition topic = createOnTwo("waits", Map.of("min.insync.replicas", "1"));
        try (KafkaProducer<String, String> one = impatient(topic, Map.of("acks", "1"));
                KafkaProducer<String, String> all = impatient(topic, Map.of("acks", "all"))) {
            cluster.pause(FOLLOWER);
            assertThat(failure(one, topic)).isEmpty();
            assertThat(failure(all, topic)).containsInstanceOf(TimeoutException.class);
        } finally {
            cluster.resume(FOLLOWER);
        }
    }

    @Test
    void minInsyncReplicasSaysHowFewMayBeLeft() throws Exception {
        TopicPartition one = createOnTwo("one-is-enough", Map.of("min.insync.replicas", "1"));
        TopicPartition two = createOnTwo("two-are-wanted", Map.of("min.insync.replicas", "2"));
        kill(FOLLOWER);
        for (TopicPartition topic : List.of(one, two)) {
            await("the leader to be alone").until(() -> inSync(topic).equals(List.of(LEADER)));
        }

        try (KafkaProducer<String, String> toOne = impatient(one, Map.of("acks", "all"));
                KafkaProducer<String, String> toTwo = impatient(two, Map.of("acks", "all", "retries", "0"))) {
            assertThat(failure(toOne, one)).isEmpty();
            assertThat(failure(toTwo, two)).containsInstanceOf(NotEnoughReplicasException.class);
        }
    }

    @Test
    void whatAcksOneConfirmsBelowMinInsyncReplicasIsInvisibleUntilTheyAreBack() throws Exception {
        TopicPartition topic = createOnTwo("invisible", Map.of("min.insync.replicas", "2"));
        write(topic, "on both");
        kill(FOLLOWER);
        await("the leader to be alone").until(() -> inSync(topic).equals(List.of(LEADER)));

        try (KafkaProducer<String, String> one = impatient(topic, Map.of("acks", "1"))) {
            assertThat(failure(one, topic)).isEmpty();
        }
        assertThat(end(topic)).isEqualTo(1);
        restart(FOLLOWER);

        await("the record").until(() -> end(topic) == 2);
    }

    /** One that knows the leader, and waits for less than it takes until a paused broker is noticed. */
    private KafkaProducer<String, String> impatient(TopicPartition topic, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("enable.idempotence", "false");
        all.put("linger.ms", "0");
        all.put("request.timeout.ms", "800");
        all.put("delivery.timeout.ms", "800");
        KafkaProducer<String, String> producer = producer(all);
        producer.partitionsFor(topic.topic());
        return producer;
    }

    /** What a send comes to; empty if it was acknowledged. */
    private static Optional<Throwable> failure(KafkaProducer<String, String> producer, TopicPartition topic)
            throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(topic.topic(), 0, "k", "v")).get();
            return Optional.empty();
        } catch (ExecutionException failed) {
            return Optional.of(failed.getCause());
        }
    }
}

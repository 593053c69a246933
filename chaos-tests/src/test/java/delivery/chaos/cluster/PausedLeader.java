package delivery.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;

/** What a pause does to the leader of a partition, whatever the brokers run in. */
final class PausedLeader {
    private static final Duration ELECTION_DEADLINE = Duration.ofSeconds(30);

    private static final int NO_LEADER = -1;

    private PausedLeader() {}

    static void losesTheLeadAndComesBackInSync(KafkaCluster cluster) throws Exception {
        cluster.admin()
                .createTopics(List.of(new NewTopic("paused", 1, (short) 3)))
                .all()
                .get();
        int leader = cluster.leader("paused", 0);

        BrokerProcess paused = cluster.pause(leader);

        assertThat(paused.paused()).isPresent();
        assertThat(paused.exitCode()).isEmpty();
        assertThatThrownBy(cluster::requireAllRunning)
                .isInstanceOf(BrokerDownException.class)
                .hasMessageContaining("broker-" + leader)
                .hasMessageContaining("is still paused");
        Awaitility.await("another broker to lead")
                .atMost(ELECTION_DEADLINE)
                .until(() -> !Set.of(leader, NO_LEADER).contains(cluster.leader("paused", 0)));

        assertThat(cluster.resume(leader).paused()).isEmpty();
        cluster.awaitAllInSync();
    }
}

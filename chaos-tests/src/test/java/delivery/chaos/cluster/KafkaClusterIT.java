package delivery.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.run.Versions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Network;

class KafkaClusterIT {
    private static final int NO_LEADER = -1;

    @TempDir
    Path directory;

    private ChildProcesses processes;
    private KafkaCluster cluster;
    private Network network;

    @BeforeEach
    void nothingRuns() throws IOException {
        processes = new ChildProcesses();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        if (cluster != null) {
            cluster.close();
        }
        processes.close();
        if (network != null) {
            network.close();
        }
    }

    @Test
    void keepsAcknowledgedRecordsWhenALeaderIsKilledAndStartedAgain() throws Exception {
        cluster = KafkaCluster.start(processes, directory, TransactionVersion.DEFAULT);
        cluster.admin()
                .createTopics(List.of(new NewTopic("kept", 1, (short) 3)))
                .all()
                .get();
        // Without a proper format of the storage transactions would silently fall back to version 0.
        assertThat(cluster.transactionVersion()).isEqualTo(2);
        assertThat(cluster.leader("unheard-of", 0)).isEqualTo(NO_LEADER);
        Map<String, Object> settings = Map.of("bootstrap.servers", cluster.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("kept", "a", "1")).get();
            int leader = awaitOtherLeader("kept", NO_LEADER);

            BrokerProcessState killed = cluster.kill(leader);
            assertThat(killed.exitCode()).hasValue(ChildProcess.SIGKILL_EXIT_CODE);
            assertThat(producer.send(new ProducerRecord<>("kept", "a", "2"))
                            .get()
                            .offset())
                    .isEqualTo(1);
            assertThat(cluster.leader("kept", 0)).isNotEqualTo(leader);
            assertThatThrownBy(cluster::awaitAllInSync)
                    .isInstanceOf(BrokerDownException.class)
                    .hasMessageContaining("broker-" + leader + " does not run (exit code 137)")
                    .hasMessageContaining("broker.log");

            cluster.restart(leader);
            cluster.awaitAllInSync();
            assertThat(producer.send(new ProducerRecord<>("kept", "a", "3"))
                            .get()
                            .offset())
                    .isEqualTo(2);
        }
    }

    @Test
    void losesTheLeadWhilePausedAndComesBackInSync() throws Exception {
        cluster = startBehindTheDoor();
        cluster.admin()
                .createTopics(List.of(new NewTopic("paused", 1, (short) 3)))
                .all()
                .get();
        int leader = awaitOtherLeader("paused", NO_LEADER);

        BrokerProcessState paused = cluster.pause(leader);

        assertThat(paused.paused()).isPresent();
        assertThat(paused.exitCode()).isEmpty();
        assertThatThrownBy(cluster::requireAllRunning)
                .isInstanceOf(BrokerDownException.class)
                .hasMessageContaining("broker-" + leader)
                .hasMessageContaining("is still paused");
        awaitOtherLeader("paused", leader);

        assertThat(cluster.resume(leader).paused()).isEmpty();
        cluster.awaitAllInSync();
    }

    @Test
    void killsABrokerThatIsPaused() throws Exception {
        cluster = startBehindTheDoor();
        cluster.pause(2);

        BrokerProcessState killed = cluster.kill(2);

        assertThat(killed.exitCode()).hasValue(ChildProcess.SIGKILL_EXIT_CODE);
        assertThat(killed.paused()).isEmpty();
        cluster.restart(2);
        cluster.awaitAllInSync();
    }

    @Test
    void startsABrokerAgainThatSomebodyElseHasKilledAndTells() throws Exception {
        cluster = KafkaCluster.start(processes, directory, TransactionVersion.DEFAULT);
        List<String> told = new CopyOnWriteArrayList<>();
        cluster.tell((id, interference) -> told.add("broker-" + id + ": " + interference.what()));
        cluster.admin()
                .createTopics(List.of(new NewTopic("kept", 1, (short) 3)))
                .all()
                .get();
        BrokerProcessState before = cluster.broker(2).process();

        ProcessHandle.of(before.pid().orElseThrow()).orElseThrow().destroyForcibly();

        Awaitility.await("it to be told").atMost(Duration.ofSeconds(60)).until(() -> !told.isEmpty());
        assertThat(told).containsExactly("broker-2: " + before + " ended by SIGKILL, which this run had not sent");
        cluster.requireAllRunning();
        assertThat(cluster.admin().describeCluster().nodes().get()).hasSize(3);
        assertThat(cluster.broker(2).process().pid()).isNotEqualTo(before.pid());
    }

    @Test
    void leavesWhatItUnpacksInItsOwnDirectory() throws Exception {
        cluster = KafkaCluster.start(processes, directory, TransactionVersion.DEFAULT);
        cluster.admin()
                .createTopics(
                        List.of(new NewTopic("squeezed", 1, (short) 3).configs(Map.of("compression.type", "lz4"))))
                .all()
                .get();
        Map<String, Object> settings = Map.of("bootstrap.servers", cluster.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("squeezed", "a", "1")).get();
        }

        try (Stream<Path> files = Files.find(directory, 5, (file, what) -> what.isRegularFile())) {
            assertThat(files.map(file -> file.getFileName().toString())).anyMatch(name -> name.startsWith("liblz4"));
        }
    }

    private int awaitOtherLeader(String topic, int former) {
        return Awaitility.await("a leader of " + topic + " other than " + former)
                .atMost(Duration.ofSeconds(60))
                .until(() -> cluster.leader(topic, 0), leader -> leader != former && leader != NO_LEADER);
    }

    /** In containers where the run is asked for them ({@code -Pcontainers}), as child processes elsewhere. */
    private KafkaCluster startBehindTheDoor() throws IOException {
        if (System.getProperty("chaos.cluster", "processes").equals("containers")) {
            network = Network.newNetwork();
            return KafkaCluster.startInContainers(Versions.read().kafkaImage(), network, directory);
        }
        return KafkaCluster.start(processes, directory, TransactionVersion.DEFAULT);
    }

    @Test
    void startsAgainOnOtherPortsWhenOneIsTaken() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Endpoint.LOOPBACK))) {
            cluster = KafkaCluster.start(
                    new ChildBrokerMaker(
                            processes,
                            3,
                            BrokerJars.ofTheSuite(),
                            TransactionVersion.DEFAULT,
                            BrokerSettings.JVM_FLAGS),
                    directory,
                    () -> new PortReservation() {
                        private boolean first = attempts.incrementAndGet() == 1;

                        @Override
                        public int reserve() throws IOException {
                            int port = first ? taken.getLocalPort() : super.reserve();
                            first = false;
                            return port;
                        }
                    });
        }

        assertThat(attempts).hasValue(2);
        assertThat(cluster.admin().describeCluster().nodes().get()).hasSize(3);
    }

    @Test
    void showsTheLastLinesOfABrokerThatDoesNotComeUp() throws Exception {
        Path lib = Files.createDirectories(directory.resolve("lib"));
        Broker broker = new ChildBroker(
                processes,
                new BrokerJars(lib, Optional.empty()),
                BrokerSettings.JVM_FLAGS,
                1,
                directory.resolve("broker-1"),
                new BrokerSettings.Ports(1, 2, 3, 4));
        broker.start();
        Awaitility.await("the broker's end")
                .atMost(Duration.ofSeconds(60))
                .until(() -> broker.process().exitCode().isPresent());

        assertThat(broker.lastLines())
                .contains("kafka.Kafka")
                .contains(directory.resolve("broker-1").resolve("broker.log").toString());
    }
}

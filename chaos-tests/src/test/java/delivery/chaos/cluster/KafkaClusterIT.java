package delivery.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcesses;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaClusterIT {
    private ChildProcesses processes;
    private KafkaCluster cluster;

    @BeforeAll
    void startCluster(@TempDir Path directory) throws Exception {
        processes = new ChildProcesses();
        long t = System.nanoTime();
        cluster = KafkaCluster.start(processes, directory);
        System.out.println("UP " + (System.nanoTime() - t) / 1000000);
        cluster.admin()
                .createTopics(List.of(new NewTopic("warm", 3, (short) 3)))
                .all()
                .get();
        System.out.println("TOPIC " + (System.nanoTime() - t) / 1000000);
    }

    @AfterAll
    void stopCluster() throws Exception {
        cluster.close();
        processes.close();
    }

    @Test
    void finalizesTransactionVersion2() throws Exception {
        assertThat(cluster.admin()
                        .describeFeatures()
                        .featureMetadata()
                        .get()
                        .finalizedFeatures()
                        .get("transaction.version")
                        .maxVersionLevel())
                .isEqualTo((short) 2);
    }

    @Test
    void keepsAcknowledgedRecordsWhenALeaderIsKilledAndStartedAgain() throws Exception {
        cluster.admin()
                .createTopics(List.of(new NewTopic("kept", 1, (short) 3)))
                .all()
                .get();
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>("kept", "a", "1")).get();
            int leader = cluster.leader("kept", 0);

            ChildProcess killed = cluster.kill(leader);
            assertThat(killed.state()).isEqualTo(ChildProcess.State.KILLED);
            assertThat(killed.exitCode()).isEqualTo(ChildProcess.SIGKILL_EXIT_CODE);
            assertThat(producer.send(new ProducerRecord<>("kept", "a", "2"))
                            .get()
                            .offset())
                    .isEqualTo(1);
            assertThat(cluster.leader("kept", 0)).isNotEqualTo(leader);

            cluster.restart(leader);
            cluster.awaitAllInSync();
            assertThat(producer.send(new ProducerRecord<>("kept", "a", "3"))
                            .get()
                            .offset())
                    .isEqualTo(2);
        }
    }
}

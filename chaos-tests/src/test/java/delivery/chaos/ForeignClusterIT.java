package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.cluster.BrokerCommands;
import delivery.chaos.cluster.ForeignCluster;
import delivery.chaos.cluster.SomebodysCluster;
import delivery.chaos.cluster.Tenancy;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.run.ClientProperties;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code -Dchaos.bootstrap}: the matrix against a cluster of somebody's, which wants TLS, names and ACLs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignClusterIT {
    private static final String PASSWORD = "never-to-be-seen";

    private ChildProcesses processes;
    private SomebodysCluster cluster;
    private String runner;

    @TempDir
    private Path directory;

    private StringWriter out;
    private StringWriter err;

    @BeforeAll
    void start(@TempDir Path of) throws Exception {
        processes = new ChildProcesses();
        cluster = SomebodysCluster.start(processes, of);
        runner = cluster.user("runner", PASSWORD);
        cluster.give(SomebodysCluster.rights("runner"));
        cluster.give(SomebodysCluster.rights("CN=runner"));
        cluster.give(SomebodysCluster.rights("plain"));
    }

    @BeforeEach
    void nothingIsSaid() {
        out = new StringWriter();
        err = new StringWriter();
    }

    @AfterAll
    void stop() throws IOException {
        cluster.close();
        processes.close();
    }

    private Path admin(String properties) throws IOException {
        return Files.writeString(directory.resolve("admin.properties"), properties);
    }

    private int execute(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private int run(String bootstrap, String properties, String modules, String faults, String... more)
            throws IOException {
        Stream<String> options = Stream.of(
                "run",
                "-Dchaos.bootstrap=" + bootstrap,
                "-Dchaos.admin=" + admin(properties),
                "-Dchaos.modules=" + modules,
                "-Dchaos.faults=" + faults,
                "-Dchaos.seed=7",
                "--output",
                directory.resolve("out").toString());
        return execute(Stream.concat(options, Stream.of(more)).toArray(String[]::new));
    }

    private String report() throws IOException {
        return Files.readString(directory.resolve("out/delivery-report/report.json"));
    }

    private Set<String> topicsAndGroups() throws Exception {
        return Stream.concat(
                        cluster.admin().listTopics().names().get().stream(),
                        cluster.admin().listGroups().all().get().stream().map(GroupListing::groupId))
                .filter(name -> !name.startsWith("__"))
                .collect(Collectors.toSet());
    }

    /** Brokers learn of a deletion a moment after it is done. */
    private void assertThatIsLeft(String... names) {
        Awaitility.await().untilAsserted(() -> assertThat(topicsAndGroups()).containsExactlyInAnyOrder(names));
    }

    /** All files that a run has left, those too that are packed. */
    private void assertThatNoFileHas(String secret) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("out"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (file.toString().endsWith(".gz")) {
                    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                        bytes = in.readAllBytes();
                    }
                }
                assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secret);
            }
        }
    }

    @Test
    void judgesAsOnItsOwnClusterAndLeavesNothingAndNoSecret() throws Exception {
        int code = run(cluster.scram(), runner, "at-least-once,transactional-eos", "none,acks-lost,pipeline-killed");

        assertThat(code).as(err.toString()).isZero();
        assertThat(report()).contains("750").contains("a cluster that was there already");
        assertThatIsLeft();
        assertThatNoFileHas(PASSWORD);
        assertThat(directory.resolve("out/chaos/security")).doesNotExist();
    }

    @Test
    void knowsWhoHasACertificateAndSaysWhatIsNotPossible() throws Exception {
        int code = run(
                cluster.mutualTls(),
                cluster.certified(),
                "transactional-eos",
                "none,connection-reset,broker-killed,zombie-returns",
                "-Dchaos.broker.kill=exit 1 # ${broker.id}");

        assertThat(code).as(err.toString()).isEqualTo(3);
        assertThat(report())
                .contains(
                        "not possible on this cluster: its brokers are somebody's, and a run strikes them by commands"
                                + " alone; not given: -Dchaos.broker.start",
                        "not possible on this cluster: it takes a session.timeout.ms of 4000");
        assertThatIsLeft();
    }

    @Test
    void strikesBrokersByCommandsAndRepairsThem() throws Exception {
        try (SomebodysCluster.BrokerOptions commands = cluster.commands(directory.resolve("commands"), PASSWORD)) {
            int code = run(
                    cluster.scram(),
                    cluster.plain(),
                    "at-least-once",
                    "broker-killed,leader-paused",
                    commands.all().toArray(String[]::new));

            assertThat(code).as(err.toString()).isZero();
        }
        assertThat(report())
                .contains(
                        "was killed by command (a connection to localhost:",
                        "(by command), leader of ",
                        "with commands to kill, start, pause, resume its brokers");
        assertThat(cluster.struck())
                .extracting(done -> done.split(" ")[0])
                .containsExactly("kill", "start", "pause", "resume");
        cluster.requireAllRunning();
        assertThatIsLeft();
        assertThatNoFileHas(PASSWORD);
        assertThatNoFileHas(SomebodysCluster.PLAIN_PASSWORD);
    }

    private void assertThatItIsRefused(String bootstrap, String properties, String why) throws Exception {
        nothingIsSaid();
        assertThat(run(bootstrap, properties, "at-least-once", "none")).isEqualTo(2);
        assertThat(err.toString()).contains(why).doesNotContain(PASSWORD);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void saysInALineWhatDoesNotFit() throws Exception {
        String scram = cluster.scram();
        assertThatItIsRefused(scram, runner.replace(PASSWORD, "other"), "does not take the name and password");
        assertThatItIsRefused(
                scram.replace("localhost", "127.0.0.1"), runner, "No subject alternative names matching IP address");
        assertThatItIsRefused(
                scram, runner.replace("truststore.location", "truststore.locatoin"), "did you mean ssl.truststore");
        assertThatItIsRefused("localhost:1", runner, "has not answered within 15 s");
        assertThatIsLeft();
    }

    @Test
    void namesEachRightThatIsMissing() throws Exception {
        List<String> missing = List.of(
                "CREATE on topics",
                "READ on topics",
                "WRITE on topics",
                "DELETE on topics",
                "ALTER_CONFIGS on topics",
                "WRITE on transactional ids",
                "READ on groups",
                "DELETE on groups");
        for (String right : missing) {
            String name = "without-" + missing.indexOf(right);
            String[] words = right.split(" on ");
            ResourceType on = words[1].startsWith("topic")
                    ? ResourceType.TOPIC
                    : words[1].startsWith("group") ? ResourceType.GROUP : ResourceType.TRANSACTIONAL_ID;
            String user = cluster.user(name, PASSWORD);
            cluster.give(SomebodysCluster.rights(name).stream()
                    .filter(has -> !has.equals(SomebodysCluster.right(name, on, AclOperation.fromString(words[0]))))
                    .toList());
            assertThatItIsRefused(cluster.scram(), user, "a right is missing on this cluster: " + right);
            if (right.startsWith("DELETE")) {
                // Who must not delete leaves the label.
                cluster.deleteAll();
            }
            assertThatIsLeft();
        }
    }

    @Test
    void leavesAClusterAloneThatHasTopicsOfOthers() throws Exception {
        cluster.admin()
                .createTopics(List.of(new NewTopic("orders", 1, (short) 1)))
                .all()
                .get();
        cluster.give(List.of(SomebodysCluster.describe("runner", "orders")));
        try {
            assertThat(run(cluster.scram(), runner, "at-least-once", "none")).isEqualTo(2);
            assertThat(err.toString()).contains("(1, orders for one)", "-Dchaos.cluster.shared=yes");
        } finally {
            cluster.admin().deleteTopics(List.of("orders")).all().get();
        }
    }

    @Test
    void cleansWhatAKilledRunHasLeftAndNothingElse() throws Exception {
        Path properties = admin(runner);
        String[] clean = {"clean", "--bootstrap", cluster.scram(), "--client-config", properties.toString()};
        assertThat(execute(clean)).as(err.toString()).isZero();
        ForeignCluster killed = ForeignCluster.open(
                ClientProperties.read(ClientProperties.Asker.RUN, cluster.scram(), Optional.of(properties))
                        .patientSettings(),
                BrokerCommands.NONE);
        String withoutLabel = Tenancy.PREFIX + "20261201T000000Z-00000000.events";
        cluster.admin()
                .createTopics(List.of(
                        new NewTopic(killed.prefix() + "events", 1, (short) 1),
                        new NewTopic(withoutLabel, 1, (short) 1)))
                .all()
                .get();

        assertThat(execute(clean)).isEqualTo(3);
        assertThat(out.toString())
                .contains("topic " + killed.prefix() + "events", "group " + killed.prefix() + "label")
                .doesNotContain(withoutLabel);
        assertThat(topicsAndGroups()).contains(killed.prefix() + "events");
        assertThat(execute(
                        Stream.concat(Stream.of(clean), Stream.of("--delete")).toArray(String[]::new)))
                .as(err.toString())
                .isZero();
        assertThatIsLeft(withoutLabel);
        cluster.admin().deleteTopics(List.of(withoutLabel)).all().get();
        killed.close();
    }
}

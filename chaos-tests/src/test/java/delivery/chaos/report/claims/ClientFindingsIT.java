package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.process.JavaCommand;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those programs of {@code findings/} that need nothing but the clients show what their pages say. */
class ClientFindingsIT extends LiveCluster {
    private static final int DEADLINE_SECONDS = 120;
    /** The exit code of a program that shows what its page says. */
    private static final int SHOWN = 1;

    @TempDir
    Path directory;

    /** Runs a program as its page tells people to, with the clients alone on its class path. Returns what it says. */
    private String run(String program, String... arguments) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return run(Stream.concat(
                        Stream.of(java, "-cp", clients(), source(program), cluster.bootstrapServers()),
                        Stream.of(arguments))
                .toList());
    }

    private static String source(String program) {
        return Path.of("..", "findings", program).toString();
    }

    private String run(List<String> command) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(output, StandardCharsets.UTF_8);
            assertThat(ended).as(said).isTrue();
            assertThat(process.exitValue()).as(said).isEqualTo(SHOWN);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    private static String clients() throws Exception {
        Path lib = JavaCommand.location(KafkaCluster.class).resolveSibling("lib");
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.filter(jar -> jar.getFileName().toString().matches("(kafka-clients|slf4j-api)-.*\\.jar"))
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    @Test
    void aLateOffsetCommitTakesTheGroupBackInEitherProtocol() throws Exception {
        assertThat(run("late-offset-commit/LateOffsetCommit.java"))
                .contains("classic: committed 90, then 120; the group is at 120")
                .contains("classic: the first attempt of the first commit arrives; the group is at 90")
                .contains("consumer: committed 90, then 120; the group is at 120")
                .contains("consumer: the first attempt of the first commit arrives; the group is at 90");
    }

    @Test
    void aTransactionOfLibrdkafkaWaitsForItsOffsetsAfterItsConnectionsWereDown() throws Exception {
        Path python = Path.of("..", "target", "venv", "bin", "python");
        assumeThat(python)
                .as("a Python with confluent-kafka, see examples/python")
                .isExecutable();

        assertThat(run(List.of(
                        python.toString(),
                        source("librdkafka-send-offsets-waits/send_offsets_waits.py"),
                        cluster.bootstrapServers())))
                .contains("transaction 2: committed")
                .contains("has not returned after 25 s");
    }

    @Test
    void aCommitOfAMemberThatIsThrownOutIsMadeAgainAsANewMember() throws Exception {
        Path modules = Path.of("..", "examples", "node", "node_modules").toAbsolutePath();
        assumeThat(modules.resolve("@platformatic/kafka"))
                .as("the client of examples/node, see there")
                .isDirectory();
        Path program = directory.resolve("stale_commit.mjs");
        Files.copy(Path.of(source("platformatic-kafka-commit-rejoins/stale_commit.mjs")), program);
        Files.createSymbolicLink(directory.resolve("node_modules"), modules);

        assertThat(run(List.of("node", program.toString(), cluster.bootstrapServers())))
                .contains("the group is at 10")
                .contains("first: its commit of 5 was accepted; the group is at 5");
    }

    @Test
    void oneWakeupIsThrownTwiceInTheNewProtocol() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        assertThat(run(List.of(java, "-cp", clients(), source("one-wakeup-thrown-twice/WokenTwice.java"), "consumer")))
                .containsPattern("calls of wakeup\\(\\), [1-9]\\d* of them thrown twice");
    }

    @Test
    void aRefusedMarkerOfAnAbortLeavesItsTransactionUndecided() throws Exception {
        assertThat(run("refused-abort-marker/RefusedAbortMarker.java", "5"))
                .containsPattern("[5-9] s after the limit was taken away the transaction is PrepareAbort");
    }

    @Test
    void autoCommitCommitsBeforeProcessingInTheNewProtocolAlone() throws Exception {
        assertThat(run("auto-commit-new-protocol/AutoCommit.java"))
                .contains("group.protocol=classic: 0 of 20 batches committed while they were processed")
                .containsPattern(
                        "group.protocol=consumer: [1-9]\\d* of 20 batches committed while they were processed");
    }
}

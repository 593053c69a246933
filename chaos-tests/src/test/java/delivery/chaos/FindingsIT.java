package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.cluster.TransactionVersion;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in {@code findings/}, each a single file that uses Kafka alone, show what their pages say. */
class FindingsIT {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    private static Path directory;

    private static ChildProcesses processes;
    private static KafkaCluster cluster;

    @BeforeAll
    static void brokers() throws Exception {
        processes = new ChildProcesses();
        cluster = KafkaCluster.start(processes, directory, TransactionVersion.DEFAULT);
    }

    @AfterAll
    static void nothingIsLeft() throws IOException {
        cluster.close();
        processes.close();
    }

    /** What a program says and its exit code, as a line. */
    private static String run(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                JavaCommand.executable(),
                "-cp",
                ROOT.resolve("streams-eos/target/lib") + "/*",
                ROOT.resolve("findings").resolve(program).toString(),
                cluster.bootstrapServers()));
        command.addAll(List.of(arguments));
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(log.toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return "log: " + Files.readString(log) + "\n" + said + "exit code " + process.waitFor();
    }

    @Test
    void streamsSkipsRecordsWhereTheRebalanceAfterACorruptionEndsWithinOnePoll() throws Exception {
        assertThat(run("streams-skips-records-after-corruption/SkippedRecords.java", "2000"))
                .matches("(?s).* [1-9][0-9]* missing \\(.*, 0 twice; .* timed out: true\nexit code 1");
    }

    @Test
    void streamsSkipsNoneWhereTheRebalanceTakesSeveralPolls() throws Exception {
        assertThat(run("streams-skips-records-after-corruption/SkippedRecords.java", "1"))
                .matches("(?s).* 0 missing, 0 twice; .* timed out: true\nexit code 0");
    }

    @Test
    void streamsJoinsTopicsOfDifferentNumbersOfPartitionsInPartInAClassicGroup() throws Exception {
        assertThat(run("streams-join-not-co-partitioned/MissedJoins.java", "classic"))
                .containsPattern("protocol=classic, 2 and 2 partitions: 100 of 100 keys joined")
                .containsPattern("protocol=classic, 1 and 2 partitions: [1-9]\\d of 100 keys joined")
                .endsWith("exit code 1");
    }
}

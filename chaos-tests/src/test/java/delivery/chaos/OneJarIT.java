package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.process.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar runs anywhere: copied alone into an empty directory, with nothing of the build beside it. */
class OneJarIT {
    @TempDir
    private Path directory;

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(JavaCommand.executable(), "-jar", "chaos-tests.jar"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
    }

    @Test
    void runsACellRefusesASecondRunBesideItAndJudgesItAgainWhereItWasCopiedTo() throws Exception {
        Path built = JavaCommand.location(Launcher.class).resolveSibling("chaos-tests.jar");
        Files.copy(built, directory.resolve("chaos-tests.jar"));

        Process run = start("run", "-Dchaos.modules=at-most-once", "-Dchaos.faults=none");
        // Made once the lock is held, and before the brokers are started.
        Path work = directory.resolve("chaos-report/chaos");
        Awaitility.await("the first run to begin").until(() -> Files.exists(work) || !run.isAlive());
        Process second = start("run", "-Dchaos.modules=at-most-once", "-Dchaos.faults=none");
        String refused = said(second);
        assertThat(second.exitValue()).isEqualTo(2);
        assertThat(refused).contains("run: another run is at work in " + directory.toRealPath() + "/chaos-report");
        String ran = said(run);
        assertThat(run.exitValue()).as(ran).isZero();

        Process audit = start("audit", "chaos-report/delivery-report");
        String judged = said(audit);
        assertThat(audit.exitValue()).as(judged).isZero();
    }

    /** All that it prints until it ends. */
    private static String said(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}

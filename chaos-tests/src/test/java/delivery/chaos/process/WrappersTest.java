package delivery.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A command may start the program itself and wait for it, as a shell script, a version manager or a build tool does.
 */
class WrappersTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String WRAPPER = "sh -c 'echo $$; exec tail -f /dev/null' & wait; exit";

    @TempDir
    private Path directory;

    private ChildProcesses processes;

    @BeforeEach
    void startNothing() throws IOException {
        processes = new ChildProcesses();
    }

    @AfterEach
    void endAll() throws IOException {
        processes.close();
    }

    private ChildProcess wrapper(String script) throws IOException {
        return processes.start("wrapper", List.of("sh", "-c", script), Map.of(), directory.resolve("wrapper.log"));
    }

    /** The program prints its pid. */
    private static long program(ChildProcess wrapper) {
        return Long.parseLong(Awaitility.await("the program to print its pid")
                .atMost(DEADLINE)
                .until(() -> Files.readString(wrapper.log()).strip(), pid -> !pid.isEmpty()));
    }

    private static boolean lives(long pid) throws IOException, InterruptedException {
        return ProcessTable.read().entries().stream().anyMatch(entry -> entry.pid() == pid);
    }

    @Test
    void theProgramIsKilledWithItsWrapper() throws Exception {
        ChildProcess wrapper = wrapper(WRAPPER);
        long program = program(wrapper);
        assertThat(lives(program)).isTrue();

        wrapper.kill();

        assertThat(lives(program)).isFalse();
        assertThat(wrapper.exitCode()).isEqualTo(ChildProcess.SIGKILL_EXIT_CODE);
    }

    @Test
    void theProgramIsPausedAndGoesOnWithItsWrapper() throws Exception {
        ChildProcess wrapper = wrapper(WRAPPER);
        long program = program(wrapper);

        assertThat(wrapper.pause()).endsWith("of 2 processes");
        assertThat(ProcessTable.state(program)).contains('T');

        wrapper.resume();
        assertThat(ProcessTable.state(program)).isPresent().isNotEqualTo(Optional.of('T'));
    }

    @Test
    void theProgramIsAskedToStopWithItsWrapperAndWaitedFor() throws Exception {
        ChildProcess wrapper =
                wrapper("sh -c 'trap \"sleep 0.5; exit 0\" TERM; echo $$; while :; do sleep 0.05; done' & wait");
        long program = program(wrapper);

        wrapper.requestStop();

        assertThat(wrapper.awaitEnd(DEADLINE, () -> 0)).isTrue();
        assertThat(lives(program)).isFalse();
    }

    @Test
    void aProgramThatItsWrapperLeavesBehindIsEnded() throws Exception {
        ChildProcess wrapper = wrapper("tail -f /dev/null & echo $!");
        long program = program(wrapper);

        wrapper.onExit().orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();

        Awaitility.await("the program to be ended").atMost(DEADLINE).until(() -> !lives(program));
    }

    @Test
    void noProgramOutlivesTheRun() throws Exception {
        long program = program(wrapper(WRAPPER));

        processes.close();

        assertThat(lives(program)).isFalse();
    }

    @Test
    void whatHasEndedIsNoProcessThatStandsStill() throws Exception {
        ChildProcess ended = wrapper("exit 0");
        ended.onExit().orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();

        assertThatThrownBy(() -> new Family(ended.pid()).stop()).hasMessageContaining("it has ended");
    }
}

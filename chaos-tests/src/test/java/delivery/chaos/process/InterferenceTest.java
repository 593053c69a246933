package delivery.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.process.Interference.InterferenceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterferenceTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private ChildProcesses processes;
    private final List<Interference> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void startNothing() throws IOException {
        processes = new ChildProcesses();
    }

    @AfterEach
    void endAll() throws IOException {
        processes.close();
    }

    private ChildProcess start(String... command) throws IOException {
        return processes.start("child", List.of(command), Map.of(), directory.resolve("child.log"), told::add);
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(ShortCommand.run(List.of("kill", "-" + name, String.valueOf(pid))))
                .isEmpty();
    }

    private void awaitTold(InterferenceKind kind, ChildProcess child, String what) {
        Awaitility.await("the interference to be told").atMost(DEADLINE).until(() -> !told.isEmpty());
        assertThat(told).singleElement().satisfies(interference -> {
            assertThat(interference.kind()).isEqualTo(kind);
            assertThat(interference.pid()).isEqualTo(child.pid());
            assertThat(interference.what()).contains("pid " + child.pid()).contains(what);
        });
    }

    @ParameterizedTest
    @CsvSource({"KILL", "TERM", "INT", "HUP"})
    void tellsOfASignalThatThisRunHasNotSent(String signal) throws Exception {
        // Not before it is there: until then it may ignore what this process ignores.
        ChildProcess child = start("sh", "-c", "echo there; exec tail -f /dev/null");
        Awaitility.await("the child to be there")
                .atMost(DEADLINE)
                .until(() -> Files.readString(child.log()).contains("there"));

        signal(signal, child.pid());

        awaitTold(InterferenceKind.ENDED, child, "ended by SIG" + signal + ", which this run had not sent");
        assertThat(child.state()).isEqualTo(ChildProcess.State.EXITED);
    }

    @Test
    void tellsThatAWrappedProgramWasKilled() throws Exception {
        ChildProcess child = start("sh", "-c", "tail -f /dev/null; exit $?");
        long program = Awaitility.await("the program to be there")
                .atMost(DEADLINE)
                .until(() -> new Family(child.pid()).members(), members -> members.size() == 2)
                .stream()
                .mapToLong(ProcessTable.ProcessEntry::pid)
                .filter(pid -> pid != child.pid())
                .findFirst()
                .orElseThrow();

        signal("KILL", program);

        awaitTold(InterferenceKind.ENDED, child, "SIGKILL");
    }

    @Test
    void tellsOfOneThatStandsStillAndLetsItGoOn() throws Exception {
        ChildProcess child = start("tail", "-f", "/dev/null");

        signal("STOP", child.pid());

        awaitTold(InterferenceKind.STOOD_STILL, child, "stood still (state T) though this run had not paused it");
        assertThat(ProcessTable.state(child.pid())).isPresent().isNotEqualTo(Optional.of('T'));
    }

    @Test
    void tellsOfAPauseOfThisRunThatSomebodyElseHasEnded() throws Exception {
        ChildProcess child = start("tail", "-f", "/dev/null");
        child.pause();

        signal("CONT", child.pid());
        child.resume();

        awaitTold(InterferenceKind.WENT_ON, child, "was paused, and went on");
        assertThat(child.state()).isEqualTo(ChildProcess.State.RUNNING);
    }

    @Test
    void tellsNothingOfWhatThisRunDoesItself() throws Exception {
        ChildProcess killed = start("tail", "-f", "/dev/null");
        killed.pause();
        killed.resume();
        killed.kill();
        ChildProcess stopped = start("tail", "-f", "/dev/null");
        stopped.pause();
        stopped.requestStop();
        assertThat(stopped.awaitEnd(DEADLINE, () -> 0)).isTrue();
        ChildProcess exited = start("sh", "-c", "exit 1");
        exited.onExit().orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
        start("tail", "-f", "/dev/null");

        processes.close();

        assertThat(told).isEmpty();
    }

    @Test
    void tellsNothingOfAProgramThatCrashes() throws Exception {
        ChildProcess crashed = start("sh", "-c", "kill -SEGV $$");
        crashed.onExit().orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
        ChildProcess after = start("tail", "-f", "/dev/null");

        // Told by the same thread, one after the other.
        signal("KILL", after.pid());

        awaitTold(InterferenceKind.ENDED, after, "SIGKILL");
    }
}

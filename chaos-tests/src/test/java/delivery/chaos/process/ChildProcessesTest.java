package delivery.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChildProcessesTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final List<String> FOREVER = List.of("tail", "-f", "/dev/null");

    @TempDir
    Path directory;

    private ChildProcess start(ChildProcesses processes, String... command) throws IOException {
        return processes.start("child", List.of(command), Map.of(), directory.resolve("child.log"));
    }

    private static void stop(ChildProcess child) throws InterruptedException {
        child.requestStop();
        assertThat(child.awaitEnd(DEADLINE, () -> 0)).isTrue();
    }

    private static void awaitWord(ChildProcess child, String word) {
        Awaitility.await("the child to print " + word)
                .atMost(DEADLINE)
                .until(() -> Files.readString(child.log()).contains(word));
    }

    private static void awaitEnd(ChildProcess child) {
        child.onExit().orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Test
    void provesAKillByTheExitCode() throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess child = start(processes, "tail", "-f", "/dev/null");
            assertThat(child.state()).isEqualTo(ChildProcess.State.RUNNING);

            child.kill();

            assertThat(child.state()).isEqualTo(ChildProcess.State.KILLED);
            assertThat(child.exitCode()).isEqualTo(137);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysHowAProcessStands() throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess child = start(processes, "tail", "-f", "/dev/null");
            Awaitility.await("a program to fall asleep")
                    .atMost(DEADLINE)
                    .until(() -> child.awake().isEmpty());

            assertThat(child.standing())
                    .startsWith("pid " + child.pid() + ", threads S, ")
                    .endsWith(" ms of processor time");
        }
    }

    @Test
    void tellsOneThatWaitsFromOneThatWouldGoOn() throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess waiting = start(processes, FOREVER.toArray(String[]::new));
            Awaitility.await("a program to fall asleep")
                    .atMost(DEADLINE)
                    .until(() -> waiting.awake().isEmpty());
            ChildProcess busy = start(processes, "sh", "-c", "sh -c 'while :; do :; done' & wait");
            Awaitility.await("what the wrapper has started to be busy")
                    .atMost(DEADLINE)
                    .until(() -> busy.familyCpuTime().compareTo(busy.cpuTime()) > 0);

            assertThat(busy.awake()).isNotEmpty();
        }
    }

    @Test
    void refusesToKillWhatHasEndedByItselfAndShowsItsLastLines() throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess child = start(processes, "sh", "-c", "echo out of coffee; exit 3");
            awaitEnd(child);

            assertThat(child.state()).isEqualTo(ChildProcess.State.EXITED);
            assertThat(child.exitCode()).isEqualTo(3);
            assertThatThrownBy(child::kill)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("exit code 3")
                    .hasMessageContaining("out of coffee")
                    .hasMessageContaining(directory.resolve("child.log").toString());
        }
    }

    @Test
    void tellsAHistoryWhatAChildPrintedWithoutAPathOfThisMachine() throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess child = start(processes, "sh", "-c", "echo out of luck");
            awaitEnd(child);

            assertThat(child.lastLinesForHistory())
                    .contains("(all in child.log)", "out of luck")
                    .doesNotContain(directory.toString());
        }
    }

    @Test
    void stopsBySigterm() throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess child = start(processes, "tail", "-f", "/dev/null");

            stop(child);

            assertThat(child.state()).isEqualTo(ChildProcess.State.STOPPED);
            assertThat(child.exitCode()).isEqualTo(143);
        }
    }

    @Test
    void saysThatAChildStillRunsAfterSigterm() throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess child = start(processes, "sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 1; done");
            awaitWord(child, "deaf");

            child.requestStop();

            assertThat(child.awaitEnd(Duration.ofMillis(300), () -> 0)).isFalse();
        }
    }

    @Test
    void waitsForAStopAsLongAsThereIsProgress() throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess child = start(
                    processes,
                    "sh",
                    "-c",
                    "trap 'for i in 1 2 3 4 5 6; do echo $i; sleep 0.2; done; exit 0' TERM;"
                            + " echo ready; while :; do sleep 0.1; done");
            awaitWord(child, "ready");

            child.requestStop();

            assertThat(child.awaitEnd(
                            Duration.ofMillis(800), () -> child.log().toFile().length()))
                    .isTrue();
            assertThat(child.exitCode()).isZero();
        }
    }

    @Test
    void provesThatAPausedChildStandsStillUntilItIsResumed() throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess child =
                    start(processes, "sh", "-c", "i=0; while :; do i=$((i + 1)); echo $i; sleep 0.01; done");
            awaitGrowth(child, 0);

            assertThat(child.pause()).startsWith("state T");
            assertThat(child.state()).isEqualTo(ChildProcess.State.PAUSED);
            long printed = Files.size(child.log());
            assertThatThrownBy(() -> Awaitility.await()
                            .atMost(Duration.ofMillis(300))
                            .until(() -> Files.size(child.log()) > printed))
                    .isInstanceOf(ConditionTimeoutException.class);

            child.resume();
            assertThat(child.state()).isEqualTo(ChildProcess.State.RUNNING);
            awaitGrowth(child, printed);
        }
    }

    private static void awaitGrowth(ChildProcess child, long fromBytes) {
        Awaitility.await("the child to print").atMost(DEADLINE).until(() -> Files.size(child.log()) > fromBytes);
    }

    @Test
    void refusesToPauseTwiceOrToResumeWhatRuns() throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess child = start(processes, "tail", "-f", "/dev/null");
            assertThatThrownBy(child::resume).hasMessageContaining("was to be resumed, but is RUNNING");

            child.pause();

            assertThatThrownBy(child::pause).hasMessageContaining("was to be paused, but is PAUSED");
        }
    }

    @Test
    void killsAPausedChild() throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess child = start(processes, "tail", "-f", "/dev/null");
            child.pause();

            child.kill();

            assertThat(child.state()).isEqualTo(ChildProcess.State.KILLED);
            assertThat(child.exitCode()).isEqualTo(137);
        }
    }

    @Test
    void stopsAPausedChildBySigterm() throws Exception {
        try (ChildProcesses processes = new ChildProcesses()) {
            ChildProcess child = start(processes, "tail", "-f", "/dev/null");
            child.pause();

            stop(child);

            assertThat(child.state()).isEqualTo(ChildProcess.State.STOPPED);
        }
    }

    @Test
    void leavesNoPausedChildBehindWhenItCloses() throws Exception {
        ChildProcess child;
        try (ChildProcesses processes = new ChildProcesses()) {
            child = start(processes, "tail", "-f", "/dev/null");
            child.pause();
        }

        assertThat(ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void leavesNoChildBehindWhenItCloses() throws Exception {
        ChildProcess child;
        try (ChildProcesses processes = new ChildProcesses()) {
            child = start(processes, "tail", "-f", "/dev/null");
        }

        assertThat(ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }

    /** A harness that starts a child, pauses it if told to, prints its pid, and waits to be killed. */
    static final class Harness {
        public static void main(String[] directoryAndPause) throws Exception {
            ChildProcesses processes = new ChildProcesses();
            ChildProcess child = processes.start(
                    "orphan", FOREVER, Map.of(), Path.of(directoryAndPause[0]).resolve("orphan.log"));
            if (directoryAndPause.length > 1) {
                child.pause();
            }
            System.out.println(child.pid());
            new CountDownLatch(1).await();
        }
    }

    @ParameterizedTest
    @MethodSource("argumentsOfTheHarness")
    void killsItsChildrenEvenWhenTheHarnessItselfIsKilled(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                JavaCommand.executable(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Harness.class.getName(),
                directory.toString()));
        command.addAll(arguments);
        Process harness = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long orphan = Long.parseLong(
                new BufferedReader(new InputStreamReader(harness.getInputStream(), StandardCharsets.UTF_8)).readLine());
        assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isPresent();

        harness.destroyForcibly();

        Awaitility.await("the watchdog to kill the orphan")
                .atMost(DEADLINE)
                .until(() ->
                        ProcessHandle.of(orphan).filter(ProcessHandle::isAlive).isEmpty());
    }

    static List<List<String>> argumentsOfTheHarness() {
        return List.of(List.of(), List.of("pause"));
    }
}

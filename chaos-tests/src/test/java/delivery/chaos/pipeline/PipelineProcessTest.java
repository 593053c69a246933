package delivery.chaos.pipeline;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.atleastonce.AtLeastOnce;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcess.State;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.ConnectionOwners;
import delivery.chaos.process.Interference;
import delivery.chaos.process.JavaCommand;
import delivery.sabotaged.Sabotages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineProcessTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private ChildProcesses processes;
    private ServerSocket broker;
    private final List<State> states = new CopyOnWriteArrayList<>();
    private final List<String> proofs = new CopyOnWriteArrayList<>();
    private final List<Interference> interferences = new CopyOnWriteArrayList<>();
    private final List<String> breaches = new CopyOnWriteArrayList<>();
    private final List<Long> pids = new CopyOnWriteArrayList<>();
    private volatile LongSupplier progress = () -> 0;
    private volatile State failsAt;
    private final List<Exception> failures = new CopyOnWriteArrayList<>();

    private final PipelineListener listener = new PipelineListener() {
        @Override
        public void changed(ChildProcess process, State state) {
            if (state == failsAt) {
                throw new IllegalStateException("the listener fails");
            }
            pids.add(process.pid());
            states.add(state);
        }

        @Override
        public void paused(ChildProcess process, String proof) {
            proofs.add(proof);
            states.add(State.PAUSED);
        }

        @Override
        public void resumed(ChildProcess process) {
            states.add(State.RUNNING);
        }

        @Override
        public void interfered(Interference interference) {
            interferences.add(interference);
        }

        @Override
        public void contractBroken(String what) {
            breaches.add(what);
        }

        @Override
        public void failed(Exception failure) {
            failures.add(failure);
        }
    };

    @BeforeEach
    void startProcesses() throws IOException {
        processes = new ChildProcesses();
        broker = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void endProcesses() throws IOException {
        processes.close();
        broker.close();
    }

    /** A program that connects to the broker, says which process it is, and stays. */
    static final class Client {
        private Client() {}

        public static void main(String[] arguments) throws Exception {
            try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]))) {
                connection.getOutputStream().write((ProcessHandle.current().pid() + "\n").getBytes(US_ASCII));
                new CountDownLatch(1).await();
            }
        }
    }

    /** Started by a shell that waits for it. */
    private String wrappedClient(String before) {
        return "%s '%s' -cp '%s' '%s' %d; exit $?"
                .formatted(
                        before,
                        JavaCommand.executable(),
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Client.class.getName(),
                        broker.getLocalPort());
    }

    /** The pid of the client that connects. */
    private long acceptClient() throws IOException {
        InputStream client = broker.accept().getInputStream();
        return Long.parseLong(new BufferedReader(new InputStreamReader(client, US_ASCII)).readLine());
    }

    private static boolean lives(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "setsid"})
    void killsAndNamesTheProgramThatAWrapperHasConnected(String before) throws Exception {
        try (PipelineProcess pipeline = pipeline(wrappedClient(before))) {
            pipeline.start();
            long client = acceptClient();

            ChildProcess killed = pipeline.kill();

            assertThat(killed.pid()).isEqualTo(client).isNotEqualTo(killed.startedPid());
            assertThat(killed.ownerOfConnections()).startsWith("pid " + client + ", which it had started");
            Awaitility.await("the program to be gone").atMost(DEADLINE).until(() -> !lives(client));
            assertThat(breaches).isEmpty();
        }
    }

    @Test
    void pausesAndNamesTheProgramThatAWrapperHasConnected() throws Exception {
        try (PipelineProcess pipeline = pipeline(wrappedClient(""))) {
            pipeline.start();
            long client = acceptClient();

            assertThat(pipeline.pause().pid()).isEqualTo(client);
            assertThat(proofs).singleElement().asString().endsWith("of 2 processes");
            pipeline.resume();
        }
    }

    @Test
    void saysWhenAnotherProcessOwnsTheConnections() throws Exception {
        try (PipelineProcess pipeline = pipeline("exec tail -f /dev/null");
                Socket mine = new Socket(InetAddress.getLoopbackAddress(), broker.getLocalPort())) {
            assertThat(mine.isConnected()).isTrue();
            pipeline.start();

            pipeline.kill();

            assertThat(breaches)
                    .singleElement()
                    .asString()
                    .contains("belong to pid " + ProcessHandle.current().pid());
        }
    }

    /** As a description would have it. */
    private PipelineProcess described(String script, boolean isSource, Optional<String> readyLine) {
        Program program = new Program() {
            @Override
            public Invocation invocation(Given given) {
                return new Invocation(List.of("sh", "-c", script), Map.of(), Optional.empty());
            }

            @Override
            public boolean isSource() {
                return isSource;
            }

            @Override
            public Optional<String> readyLine() {
                return readyLine;
            }
        };
        return process(new PipelineUnderTest(AtLeastOnce.GUARANTEE, program, List.of()));
    }

    @Test
    void waitsForTheLineThatSaysReadyAtEachStart() throws Exception {
        Path log = directory.resolve("pipeline.log");
        try (PipelineProcess pipeline =
                described("echo up; echo READY now; exec tail -f /dev/null", false, Optional.of("READY"))) {
            pipeline.start();
            assertThat(Files.readString(log)).contains("READY now");
            pipeline.kill();
            pipeline.start();

            assertThat(Files.readAllLines(log)).filteredOn("READY now"::equals).hasSize(2);
            assertThat(breaches).isEmpty();
        }
    }

    @Test
    void waitsNoLongerForThatLineThanTheProcessLives() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        progress = starts::incrementAndGet;
        try (PipelineProcess pipeline = described("echo no; exit 3", false, Optional.of("READY"))) {
            pipeline.start();

            Awaitility.await("a second start").atMost(DEADLINE).until(() -> pipeline.starts() > 1);
            assertThat(breaches).isEmpty();
        }
    }

    @Test
    void takesASourceThatEndsWithExitCode0ForDone() throws Exception {
        try (PipelineProcess pipeline = described("exit 0", true, Optional.empty())) {
            pipeline.start();

            Awaitility.await("its end").atMost(DEADLINE).until(pipeline::isFinished);
            assertThat(states).containsExactly(State.RUNNING, State.STOPPED);
            assertThat(pipeline.stop()).isEmpty();
            assertThat(pipeline.starts()).isOne();
        }
    }

    @Test
    void startsASourceAgainThatHasFailed() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        progress = starts::incrementAndGet;
        try (PipelineProcess pipeline = described("exit 1", true, Optional.empty())) {
            pipeline.start();

            Awaitility.await("a second start").atMost(DEADLINE).until(() -> pipeline.starts() > 1);
            assertThat(pipeline.isFinished()).isFalse();
        }
    }

    private PipelineProcess pipeline(String script) {
        return pipeline(() -> List.of("sh", "-c", script));
    }

    private PipelineProcess pipeline(Supplier<List<String>> command) {
        return process(new PipelineUnderTest(AtLeastOnce.GUARANTEE, command));
    }

    private PipelineProcess process(PipelineUnderTest program) {
        return new PipelineProcess(
                processes,
                "test",
                program,
                given(),
                new ConnectionOwners(List.of(broker.getLocalPort())),
                directory.resolve("pipeline.log"),
                () -> progress.getAsLong(),
                listener);
    }

    @Test
    void givesAPipelineADirectoryForTemporaryFiles() throws IOException {
        try (PipelineProcess pipeline = pipeline("mktemp; exec tail -f /dev/null")) {
            pipeline.start();

            Awaitility.await("the path of a temporary file")
                    .atMost(DEADLINE)
                    .until(() ->
                            Files.readString(directory.resolve("pipeline.log")).startsWith(directory.toString()));
        }
    }

    private Given given() {
        return new Given("b:9", "in", "out", "g", "i-1", directory.resolve("state"), directory, directory);
    }

    @Test
    void givesAJvmADirectoryForTemporaryFiles() {
        PipelineUnderTest module = PipelineUnderTest.variant(Sabotages.ALL.get(0));

        assertThat(module.program().invocation(given()).command()).contains("-Djava.io.tmpdir=" + directory);
    }

    /** A JVM that has ended cleanly has left its classes, and the next one would write them once more. */
    @Test
    void startsAPipelineByTheCommandOfThatMoment() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (PipelineProcess pipeline = pipeline(
                () -> List.of("sh", "-c", "echo start " + asked.incrementAndGet() + "; exec tail -f /dev/null"))) {
            pipeline.start();
            pipeline.kill();
            pipeline.start();

            Awaitility.await("the second start")
                    .atMost(DEADLINE)
                    .until(() ->
                            Files.readString(directory.resolve("pipeline.log")).contains("start 2"));
        }
    }

    @Test
    void startsAPipelineAgainThatEndsByItself() throws IOException {
        try (PipelineProcess pipeline = pipeline("[ -e ran ] && exec tail -f /dev/null; touch ran; exit 1"
                .replace("ran", directory.resolve("ran").toString()))) {
            pipeline.start();

            Awaitility.await("the second start").atMost(DEADLINE).until(() -> states.size() == 3);
            assertThat(states).containsExactly(State.RUNNING, State.EXITED, State.RUNNING);
        }
    }

    @Test
    void saysThatAPipelineBrokeItsContractThatEndsEveryTime() throws IOException {
        try (PipelineProcess pipeline = pipeline("echo no broker; exit 1")) {
            pipeline.start();

            Awaitility.await("the supervisor to give up").atMost(DEADLINE).until(() -> !breaches.isEmpty());
            assertThat(breaches)
                    .singleElement()
                    .asString()
                    .contains("started " + Supervisor.STARTS_MAX + " times and ended each time without progress")
                    .contains("exit code 1: no broker (all in ");
            assertThat(pipeline.starts()).isEqualTo(Supervisor.STARTS_MAX);
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void startsAPipelineAgainAsLongAsItGetsSomewhere() throws IOException {
        try (PipelineProcess pipeline = pipeline("exit 1")) {
            progress = pipeline::starts;
            pipeline.start();

            Awaitility.await("more starts than without progress")
                    .atMost(DEADLINE)
                    .until(() -> pipeline.starts() > Supervisor.STARTS_MAX);
            assertThat(breaches).isEmpty();
        }
    }

    @Test
    void tellsOfAListenerThatFails() throws IOException {
        try (PipelineProcess pipeline = pipeline("exit 1")) {
            failsAt = State.EXITED;
            pipeline.start();

            Awaitility.await("the failure").atMost(DEADLINE).until(() -> !failures.isEmpty());
            assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void startsAPipelineAgainThatSomebodyElseHasKilledAndTells() throws Exception {
        try (PipelineProcess pipeline = pipeline("exec tail -f /dev/null")) {
            pipeline.start();
            long pid = pids.get(0);

            ProcessHandle.of(pid).orElseThrow().destroyForcibly();

            Awaitility.await("the second start").atMost(DEADLINE).until(() -> states.size() == 3);
            assertThat(states).containsExactly(State.RUNNING, State.EXITED, State.RUNNING);
            Awaitility.await("it to be told").atMost(DEADLINE).until(() -> interferences.size() == 1);
            assertThat(interferences.get(0).what())
                    .isEqualTo("pid " + pid + " ended by SIGKILL, which this run had not sent");
        }
    }

    @Test
    void killsOneThatIsDownBetweenTwoStarts() throws Exception {
        Path ran = directory.resolve("ran");
        try (PipelineProcess pipeline =
                pipeline("[ -e " + ran + " ] && exec tail -f /dev/null; touch " + ran + "; exit 1")) {
            pipeline.start();
            // Whoever looks too late finds it started again, and the same states.
            Awaitility.await("its end").atMost(DEADLINE).until(() -> states.contains(State.EXITED));

            pipeline.kill();

            assertThat(states).containsExactly(State.RUNNING, State.EXITED, State.RUNNING, State.KILLED);
        }
    }

    @Test
    void leavesAKilledPipelineDownUntilItIsStarted() throws Exception {
        try (PipelineProcess pipeline = pipeline("exec tail -f /dev/null")) {
            pipeline.start();
            assertThat(pipeline.kill().exitCode()).isEqualTo(ChildProcess.SIGKILL_EXIT_CODE);
            assertThat(states).containsExactly(State.RUNNING, State.KILLED);

            pipeline.start();
            pipeline.stop();

            assertThat(states).containsExactly(State.RUNNING, State.KILLED, State.RUNNING, State.STOPPED);
        }
    }

    @Test
    void startsNothingOnceTheRunIsOver() throws IOException {
        PipelineProcess pipeline = pipeline("exec tail -f /dev/null");
        pipeline.start();

        processes.close();

        Awaitility.await("the supervisor to be refused").atMost(DEADLINE).until(() -> !failures.isEmpty());
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("the run is over"));
        assertThatThrownBy(pipeline::start).isInstanceOf(IOException.class);
    }

    @Test
    void provesThatAPausedPipelineStandsStillAndStopsItAllTheSame() throws Exception {
        try (PipelineProcess pipeline = pipeline("exec tail -f /dev/null")) {
            pipeline.start();

            pipeline.pause();
            assertThat(proofs).singleElement().asString().startsWith("state T");
            pipeline.resume();
            pipeline.pause();

            assertThat(pipeline.stop()).isPresent();
            assertThat(states)
                    .containsExactly(
                            State.RUNNING, State.PAUSED, State.RUNNING, State.PAUSED, State.RUNNING, State.STOPPED);
        }
    }

    @Test
    void leavesOneDownThatWasReplacedAndEndsByItself() throws Exception {
        Path go = directory.resolve("go");
        try (PipelineProcess pipeline = pipeline("while [ ! -e " + go + " ]; do sleep 0.05; done; exit 1")) {
            pipeline.start();
            pipeline.replaced();
            Files.createFile(go);

            Awaitility.await("its end").atMost(DEADLINE).until(() -> states.size() == 2);
            assertThat(states).containsExactly(State.RUNNING, State.EXITED);
            assertThat(pipeline.stop()).isEmpty();
            assertThat(pipeline.starts()).isEqualTo(1);
        }
    }
}

package delivery.chaos.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.atleastonce.AtLeastOnce;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcess.State;
import delivery.chaos.process.ChildProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineProcessTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private ChildProcesses processes;
    private final List<State> states = new CopyOnWriteArrayList<>();
    private final List<String> proofs = new CopyOnWriteArrayList<>();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();

    private final PipelineProcess.Listener listener = new PipelineProcess.Listener() {
        @Override
        public void changed(ChildProcess process, State state) {
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
        public void failed(Exception failure) {
            failures.add(failure);
        }
    };

    @BeforeEach
    void startProcesses() throws IOException {
        processes = new ChildProcesses();
    }

    @AfterEach
    void endProcesses() throws IOException {
        processes.close();
    }

    private PipelineProcess pipeline(String script) {
        PipelineUnderTest program = new PipelineUnderTest(AtLeastOnce.GUARANTEE, () -> List.of("sh", "-c", script));
        return new PipelineProcess(
                processes, "test", program, List.of("--flag"), directory.resolve("pipeline.log"), listener);
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
    void givesUpOnAPipelineThatEndsEveryTime() throws IOException {
        try (PipelineProcess pipeline = pipeline("echo no broker; exit 1")) {
            pipeline.start();

            Awaitility.await("the harness to give up").atMost(DEADLINE).until(() -> !failures.isEmpty());
            assertThat(failures)
                    .singleElement()
                    .satisfies(failure -> assertThat(failure)
                            .hasMessageContaining("ended each time")
                            .hasMessageContaining("no broker"));
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

package delivery.chaos.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcess.State;
import delivery.sabotaged.Sabotages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How a pipeline is started, killed, paused, stopped, and started again. */
class PipelineProcessTest extends StartedPipelines {
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

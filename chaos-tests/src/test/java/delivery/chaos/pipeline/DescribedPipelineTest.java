package delivery.chaos.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.atleastonce.AtLeastOnce;
import delivery.chaos.process.ChildProcess.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a description may say of a program: the line that says ready, and that it is a source. */
class DescribedPipelineTest extends StartedPipelines {
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
}

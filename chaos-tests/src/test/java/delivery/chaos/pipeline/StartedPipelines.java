package delivery.chaos.pipeline;

import delivery.atleastonce.AtLeastOnce;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcess.State;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.ConnectionOwners;
import delivery.chaos.process.Interference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Starts programs as pipelines and keeps what is told of them. */
abstract class StartedPipelines {
    static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    ChildProcesses processes;
    ServerSocket broker;
    final List<State> states = new CopyOnWriteArrayList<>();
    final List<String> proofs = new CopyOnWriteArrayList<>();
    final List<Interference> interferences = new CopyOnWriteArrayList<>();
    final List<String> breaches = new CopyOnWriteArrayList<>();
    final List<Long> pids = new CopyOnWriteArrayList<>();
    volatile LongSupplier progress = () -> 0;
    volatile State failsAt;
    final List<Exception> failures = new CopyOnWriteArrayList<>();

    final PipelineListener listener = new PipelineListener() {
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

    PipelineProcess pipeline(String script) {
        return pipeline(() -> List.of("sh", "-c", script));
    }

    PipelineProcess pipeline(Supplier<List<String>> command) {
        return process(new PipelineUnderTest(AtLeastOnce.GUARANTEE, command));
    }

    PipelineProcess process(PipelineUnderTest program) {
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

    Given given() {
        return new Given("b:9", "in", "out", "g", "i-1", directory.resolve("state"), directory, directory);
    }
}

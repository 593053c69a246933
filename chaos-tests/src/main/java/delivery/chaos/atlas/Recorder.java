package delivery.chaos.atlas;

import delivery.chaos.pipeline.PipelineUnderTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Has the steps of modules recorded, several at a time. One that cannot be recorded costs its own scenarios alone. */
record Recorder(ControlRun control, Execution.Failures failures) {
    /** Runs a module in which nothing is broken. */
    @FunctionalInterface
    interface ControlRun {
        Recording record(PipelineUnderTest module, TransactionOrder order) throws IOException;
    }

    /** Returns them in the order of the modules, one in another order of a transaction after the usual one. */
    List<Recording> record(List<PipelineUnderTest> modules) throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(Execution.AT_A_TIME);
        try {
            List<Future<List<Recording>>> pending = modules.stream()
                    .map(module -> executor.submit(() -> record(module)))
                    .toList();
            List<Recording> recordings = new ArrayList<>();
            for (int i = 0; i < pending.size(); i++) {
                try {
                    recordings.addAll(pending.get(i).get());
                } catch (ExecutionException failed) {
                    failures.failed(modules.get(i).name() + " was not recorded", failed);
                }
            }
            return recordings;
        } finally {
            executor.shutdownNow();
        }
    }

    private List<Recording> record(PipelineUnderTest module) throws IOException {
        Recording usual = control.record(module, TransactionOrder.AS_FLUSHED);
        if (!usual.hasOffsetsFirst()) {
            return List.of(usual);
        }
        Recording other = control.record(module, TransactionOrder.PRODUCE_FIRST);
        if (other.hasOffsetsFirst()) {
            throw new IllegalStateException("it sends its offsets first, however small its batches: " + other.cycle());
        }
        return List.of(usual, other);
    }
}

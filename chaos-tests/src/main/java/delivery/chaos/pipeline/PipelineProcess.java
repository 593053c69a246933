package delivery.chaos.pipeline;

import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcesses;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline's process and its successors under the same identity. One that ends by itself is started again, as any
 * supervisor would: an at-least-once pipeline ends itself when a send has failed for good.
 */
public final class PipelineProcess implements Closeable {
    private static final int MAX_STARTS = 30;
    private static final long STOP_DEADLINE_MS = 45_000;

    /** Is told each change of the process's state. */
    public interface Listener {
        /** {@code state} RUNNING: it was started; any other: it has ended so. */
        void changed(ChildProcess process, ChildProcess.State state);

        /** It stands still, and how that shows. */
        void paused(ChildProcess process, String proof);

        /** It goes on. */
        void resumed(ChildProcess process);

        /** Something went wrong that makes the scenario worthless. */
        void failed(Exception failure);
    }

    private final ChildProcesses processes;
    private final String name;
    private final List<String> command;
    private final Path log;
    private final Listener listener;
    private ChildProcess process;
    private int starts;
    private boolean supervised;
    private boolean closed;

    /**
     * @param name of the link, for messages
     * @param flags appended to the pipeline's command
     */
    public PipelineProcess(
            ChildProcesses processes,
            String name,
            PipelineUnderTest pipeline,
            List<String> flags,
            Path log,
            Listener listener) {
        this.processes = processes;
        this.name = name;
        this.command = pipeline.commandWith(flags);
        this.log = log;
        this.listener = listener;
    }

    /** Starts the process, and again whenever it ends by itself. */
    public synchronized void start() throws IOException {
        if (++starts > MAX_STARTS) {
            throw new IOException(
                    name + " was started " + MAX_STARTS + " times and ended each time; " + process.lastLines());
        }
        supervised = true;
        ChildProcess started = processes.start(name, command, Map.of(), log);
        process = started;
        listener.changed(started, ChildProcess.State.RUNNING);
        started.onExit().thenRun(() -> restartIfExited(started));
    }

    private synchronized void restartIfExited(ChildProcess ended) {
        if (closed || ended != process || ended.state() != ChildProcess.State.EXITED) {
            return;
        }
        listener.changed(ended, ChildProcess.State.EXITED);
        if (!supervised) {
            return;
        }
        try {
            start();
        } catch (IOException failed) {
            listener.failed(failed);
        }
    }

    /** Ends the process by SIGKILL and proves it; it stays down until {@link #start()}. */
    public synchronized ChildProcess kill() throws InterruptedException {
        supervised = false;
        process.kill();
        listener.changed(process, ChildProcess.State.KILLED);
        return process;
    }

    /** Asks the process by SIGTERM to stop; {@link #stop()} waits for it. */
    public synchronized void requestStop() {
        process.requestStop();
    }

    /** Stops the process by SIGSTOP and proves it: it keeps its connections, and misses whatever happens meanwhile. */
    public synchronized ChildProcess pause() throws InterruptedException {
        String proof = process.pause();
        listener.paused(process, proof);
        return process;
    }

    /** Lets a paused process go on by SIGCONT. */
    public synchronized void resume() throws InterruptedException {
        // Told before it can do anything.
        listener.resumed(process);
        process.resume();
    }

    /** From here on the process is not started again when it ends by itself: another has taken its place. */
    public synchronized void replaced() {
        supervised = false;
    }

    /** Asks the process by SIGTERM to stop and waits for it; empty if it was down and to stay down. */
    public synchronized Optional<ChildProcess> stop() throws InterruptedException {
        boolean expected = supervised || isUp();
        supervised = false;
        if (!expected) {
            return Optional.empty();
        }
        if (process.state() == ChildProcess.State.PAUSED) {
            resume();
        }
        process.stop(STOP_DEADLINE_MS);
        listener.changed(process, process.state());
        return Optional.of(process);
    }

    /** Ends the process, if one runs, and any supervision of it. */
    @Override
    public synchronized void close() {
        supervised = false;
        closed = true;
        if (process != null) {
            process.destroy();
        }
    }

    /** Whether there is a process that has not ended; it may be paused. */
    public synchronized boolean isUp() {
        return process != null && process.isUp();
    }

    /** How often the process was started. */
    public synchronized int starts() {
        return starts;
    }
}

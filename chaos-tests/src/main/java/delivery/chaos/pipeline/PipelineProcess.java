package delivery.chaos.pipeline;

import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcess.State;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.ConnectionOwners;
import delivery.chaos.process.JavaProgram;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/**
 * A pipeline's process and its successors under the same identity. One that ends by itself is started again, as any
 * supervisor would: an at-least-once pipeline ends itself when a send has failed for good. Between two starts there is
 * a pause, and after {@value Supervisor#STARTS_MAX} starts without progress no more: the pipeline has broken its
 * contract.
 */
public final class PipelineProcess implements Closeable {
    /** For a process that has done its work, and then does the suite's: it leaves its classes to the next. */
    private static final int LEAVING_CLASSES_TAKES = 4;

    private final ChildProcesses processes;
    private final String name;
    private final Program program;
    private final Given given;
    private final ConnectionOwners connections;
    private final Path log;
    private final LongSupplier progress;
    private final PipelineListener listener;
    private final Supervisor supervisor;
    private ChildProcess process;
    private ChildProcess endTold;
    private int starts;
    private boolean supervised;
    private boolean closed;
    private boolean finished;
    private boolean leavesClasses;

    /**
     * @param name of the link, for messages
     * @param given to each of its processes
     * @param connections those to its brokers
     * @param progress any number that changes as long as the pipeline gets somewhere: of its effects, for one
     */
    public PipelineProcess(
            ChildProcesses processes,
            String name,
            PipelineUnderTest pipeline,
            Given given,
            ConnectionOwners connections,
            Path log,
            LongSupplier progress,
            PipelineListener listener) {
        this.processes = processes;
        this.name = name;
        this.program = pipeline.program();
        this.given = given;
        this.connections = connections;
        this.log = log;
        this.progress = progress;
        this.listener = listener;
        this.supervisor = new Supervisor(progress, listener::failed);
    }

    /** Starts the process, and again whenever it ends by itself. */
    public synchronized void start() throws IOException {
        if (starts > 0 && program.losesState()) {
            Utils.delete(given.stateDir().toFile());
        }
        starts++;
        supervised = true;
        // Anew: a JVM that has ended cleanly has left its classes to this one, which then does not write them again.
        Invocation invocation = program.invocation(given);
        Map<String, String> environment = new HashMap<>(invocation.environment());
        environment.put("TMPDIR", given.temporaryDirectory().toString());
        Optional<Readiness> readiness = program.readyLine().isPresent()
                ? Optional.of(Readiness.of(program.readyLine().get(), log))
                : Optional.empty();
        ChildProcess started = processes.start(
                name, invocation.command(), environment, invocation.directory(), log, listener::interfered);
        process = started;
        finished = false;
        leavesClasses = JavaProgram.leavesClasses(invocation.command());
        listener.changed(started, State.RUNNING);
        started.onExit().thenRun(() -> supervisor.run(() -> ended(started), 0));
        // One that has ended instead is started again, and waited for then.
        readiness
                .filter(ready -> !ready.await(started) && started.isUp())
                .ifPresent(ready -> listener.contractBroken(ready.missed(started)));
    }

    /** How many files it keeps on disk. */
    public int stateFiles() throws IOException {
        if (!Files.exists(given.stateDir())) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(given.stateDir())) {
            return (int) files.filter(Files::isRegularFile).count();
        }
    }

    /**
     * Deletes all that it keeps on disk, as on a machine that is new; the next start finds nothing.
     *
     * @throws IllegalStateException if it is up
     */
    public synchronized void loseState() throws IOException {
        if (isUp()) {
            throw new IllegalStateException(name + " is up, and its state is to be deleted");
        }
        Utils.delete(given.stateDir().toFile());
    }

    private synchronized void ended(ChildProcess ended) {
        if (closed || ended != process || ended.state() != State.EXITED) {
            return;
        }
        if (program.isSource() && ended.exitCode() == 0) {
            finished = true;
            supervised = false;
            tellEnd(State.STOPPED);
            return;
        }
        tellEnd(State.EXITED);
        if (supervised) {
            restartOrGiveUp();
        }
    }

    private void restartOrGiveUp() {
        ChildProcess ended = process;
        OptionalLong pauseMs = supervisor.pauseMs();
        if (pauseMs.isPresent()) {
            supervisor.run(() -> startInPlaceOf(ended), pauseMs.getAsLong());
            return;
        }
        supervised = false;
        listener.contractBroken("it was started " + Supervisor.STARTS_MAX
                + " times and ended each time without progress, at last with exit code " + ended.exitCode() + ": "
                + ended.lastWords());
    }

    private synchronized void startInPlaceOf(ChildProcess ended) throws IOException {
        if (supervised && !closed && ended == process) {
            start();
        }
    }

    private void tellEnd(State state) {
        if (endTold != process) {
            endTold = process;
            listener.changed(process, state);
        }
    }

    /** One that is down between two starts is started now, for what is done to it next. */
    private void requireUp() {
        if (supervised && !process.isUp()) {
            tellEnd(process.state());
            try {
                start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** Ends the process by SIGKILL and proves it; it stays down until {@link #start()}. */
    public synchronized ChildProcess kill() throws InterruptedException {
        requireUp();
        supervised = false;
        lookForOwner();
        process.kill();
        tellEnd(State.KILLED);
        return process;
    }

    /** What is done to the process has to be done to whoever is connected to the brokers; else it proves nothing. */
    private void lookForOwner() throws InterruptedException {
        try {
            Set<Long> others = process.connectedBy(connections);
            if (!others.isEmpty()) {
                listener.contractBroken("connections to its brokers belong to pid "
                        + others.stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + ", which it has not started: killed or paused, it would go on");
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Asks the process by SIGTERM to stop; {@link #stop()} waits for it. */
    public synchronized void requestStop() throws InterruptedException {
        lookForOwner();
        process.requestStop(program.stop().signal().name());
    }

    /** Stops the process by SIGSTOP and proves it: it keeps its connections, and misses whatever happens meanwhile. */
    public synchronized ChildProcess pause() throws InterruptedException {
        requireUp();
        lookForOwner();
        String proof = process.pause();
        listener.paused(process, proof);
        return process;
    }

    /** Lets a paused process go on by SIGCONT; nothing to one that somebody outside has ended. */
    public synchronized void resume() throws InterruptedException {
        if (!process.isUp()) {
            return;
        }
        // Told before it can do anything.
        listener.resumed(process);
        process.resume();
    }

    /** From here on the process is not started again when it ends by itself: another has taken its place. */
    public synchronized void replaced() {
        supervised = false;
    }

    /**
     * Asks the process by SIGTERM to stop and waits for it; one that does not has broken its contract, and is killed.
     *
     * @return empty if it was down and to stay down, or did not stop
     */
    public synchronized Optional<ChildProcess> stop() throws InterruptedException {
        boolean expected = supervised || isUp();
        supervised = false;
        if (!expected) {
            return Optional.empty();
        }
        if (process.state() == State.PAUSED) {
            resume();
        }
        Program.Stop stop = program.stop();
        Duration patience = leavesClasses ? stop.patience().multipliedBy(LEAVING_CLASSES_TAKES) : stop.patience();
        process.requestStop(stop.signal().name());
        if (!process.awaitEnd(patience, progress)) {
            listener.contractBroken("it still ran, without progress, "
                    + patience.toSeconds() + " s after it was asked by SIG" + stop.signal() + " to stop: "
                    + process.lastWords());
            process.destroy();
            process.awaitEnd(patience, progress);
            tellEnd(State.KILLED);
            return Optional.empty();
        }
        tellEnd(process.state());
        return Optional.of(process);
    }

    /** Ends the process, if one runs, and any supervision of it. */
    @Override
    public synchronized void close() {
        supervised = false;
        closed = true;
        supervisor.close();
        if (process != null) {
            process.destroy();
        }
    }

    /** Whether it reads a file, and no topic. */
    public boolean isSource() {
        return program.isSource();
    }

    /** Whether a source has ended by itself, all of its input written. */
    public synchronized boolean isFinished() {
        return finished;
    }

    /** Whether there is a process that has not ended; it may be paused. */
    public synchronized boolean isUp() {
        return process != null && process.isUp();
    }

    /** The latest process; none before the first start. */
    public synchronized Optional<ChildProcess> process() {
        return Optional.ofNullable(process);
    }

    /** How often the process was started. */
    public synchronized int starts() {
        return starts;
    }
}

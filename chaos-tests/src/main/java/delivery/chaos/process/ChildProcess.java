package delivery.chaos.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * A process that this run started, with a state that is asserted at each transition. What it starts in its turn, as a
 * wrapper does, shares its fate: it is paused, let go on, asked to stop and killed with it, as a service manager does
 * with all processes of a unit (systemd's {@code KillMode=control-group}).
 */
public final class ChildProcess {
    /** Exit code of a process that was ended by SIGKILL: 128 + 9. */
    public static final int SIGKILL_EXIT_CODE = 137;

    private static final Set<Integer> CLEAN_EXIT_CODES = Set.of(0, 143);

    private static final int SIGKILL_DEADLINE_MS = 10_000;

    /** Where a process is in its life. */
    public enum State {
        RUNNING,
        /** Stopped by a SIGSTOP of this run: it is there and does nothing. */
        PAUSED,
        /** Ended by a SIGKILL of this run. */
        KILLED,
        /** Ended after it was asked to by SIGTERM. */
        STOPPED,
        /** Ended by itself, or by a signal that this run had not sent. */
        EXITED
    }

    private final String name;
    private final Process process;
    private final Path log;
    private final Family family;
    private final Consumer<Interference> outside;
    private State asked = State.EXITED;
    private boolean paused;
    private boolean wentOn;
    private boolean clearedUp;
    private volatile long program;

    /** @param outside is told what others do to it */
    ChildProcess(String name, Process process, Path log, Consumer<Interference> outside) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.outside = outside;
        this.family = new Family(process.pid());
        this.program = process.pid();
    }

    /**
     * The pid that proofs name: of the process that owns the connections, once {@link #connectedBy} has found it; until
     * then of the one that was started.
     */
    public long pid() {
        return program;
    }

    /** The pid of the process as it was started: of a wrapper, if one was. */
    public long startedPid() {
        return process.pid();
    }

    /** Which process owns the connections, if it is not the one that was started; else empty. */
    public String ownerOfConnections() {
        return program == process.pid()
                ? ""
                : "pid " + program + ", which it had started, owns its connections and shares its fate";
    }

    /**
     * Looks for the process that owns the connections to some ports: this one, or one that it has started.
     *
     * @return the pids of those that own some and were not started by this one: what is done to it is not done to them
     */
    public synchronized Set<Long> connectedBy(ConnectionOwners owners) throws InterruptedException, IOException {
        Set<Long> others = owners.pids();
        Set<Long> owning = family.members().stream()
                .map(ProcessTable.ProcessEntry::pid)
                .filter(others::contains)
                .collect(Collectors.toSet());
        if (!owning.isEmpty() && !owning.contains(program)) {
            program = owning.contains(process.pid()) ? process.pid() : Collections.min(owning);
        }
        others.removeAll(owning);
        for (Long other : List.copyOf(others)) {
            if (ProcessTable.state(other).isEmpty()) {
                others.remove(other);
            }
        }
        return others;
    }

    public Path log() {
        return log;
    }

    public synchronized State state() {
        if (!process.isAlive()) {
            return asked;
        }
        return paused ? State.PAUSED : State.RUNNING;
    }

    /**
     * Stops the process by SIGSTOP, as it stands; its sockets stay open.
     *
     * @return how that shows, in the words of a proof
     * @throws IllegalStateException if it was not running, or does not stand still
     */
    public synchronized String pause() throws InterruptedException {
        require(State.RUNNING, "paused");
        String proof = family.stop();
        paused = true;
        return proof;
    }

    /**
     * Lets a paused process go on by SIGCONT.
     *
     * @throws IllegalStateException if it was not paused; not if somebody outside has let it go on, or ended it: that
     *     is told
     */
    public synchronized void resume() throws InterruptedException {
        look();
        if (wentOn) {
            wentOn = false;
            return;
        }
        require(State.PAUSED, "resumed");
        paused = false;
        family.resume();
    }

    private void require(State required, String what) {
        if (state() != required) {
            throw new IllegalStateException(name + " was to be " + what + ", but is " + state() + "\n" + lastLines());
        }
    }

    /**
     * Compares how it stands with what this run asked for, tells of a difference, and lets it go on if it stands still.
     */
    synchronized void look() throws InterruptedException {
        List<ProcessTable.ProcessEntry> members = family.members();
        if (members.isEmpty() || asked == State.KILLED || Family.isPartlyStopped(members) == paused) {
            return;
        }
        if (paused) {
            paused = false;
            wentOn = true;
            outside.accept(Interference.wentOn(startedPid()));
        } else {
            family.resume();
            outside.accept(Interference.stoodStill(startedPid()));
        }
    }

    /** Tells if a signal has ended it that this run had not sent. To be asked once it has ended. */
    void lookAtEnd() {
        Optional<Interference> interference;
        synchronized (this) {
            interference = clearedUp ? Optional.empty() : Interference.ended(startedPid(), exitCode(), asked);
        }
        interference.ifPresent(outside);
    }

    /** Whether it has not ended; it may be paused. */
    public boolean isUp() {
        return process.isAlive();
    }

    /**
     * How often each thread that does not sleep has gone to sleep by itself, by thread id, of this process and of all
     * that it has started. Empty if every thread waits for something: a thread that is ready to run and gets no
     * processor does not sleep.
     */
    public Map<Long, Long> awake() throws InterruptedException {
        return family.awake();
    }

    /** The processor time that it has used; zero where the system does not tell. */
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /**
     * The processor time that it has used and those that it has started and that live; zero where the system does not
     * tell.
     */
    public Duration familyCpuTime() throws InterruptedException {
        return family.cpuTime();
    }

    /** How it stands, for a message: {@code pid 4711, threads SSR, 1200 ms of processor time}, by ps's letters. */
    public String standing() {
        return "pid " + pid() + threads() + ", " + cpuTime().toMillis() + " ms of processor time";
    }

    private String threads() {
        try {
            return ProcessTable.hasProc() ? ", threads " + ProcessTable.threadStates(pid()) : "";
        } catch (IOException unreadable) {
            return ", threads unknown (" + unreadable.getMessage() + ")";
        }
    }

    /** Exit code as a shell reports it: 128 + signal number for a signal. Throws while the process runs. */
    public int exitCode() {
        return process.exitValue();
    }

    /**
     * Whether it has ended as one that was asked to stop: with 0, or with 143, as a runtime says to which a program
     * leaves SIGTERM. Throws while the process runs.
     */
    public boolean hasStoppedCleanly() {
        return CLEAN_EXIT_CODES.contains(exitCode());
    }

    /** Completes when the process has ended, however that came about. */
    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /**
     * Ends the process by SIGKILL, with all that it has started, and waits until they are gone.
     *
     * @throws IllegalStateException if it was not running, or did not end by signal 9: then the kill was no kill
     */
    public void kill() throws InterruptedException {
        synchronized (this) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " was to be killed, but is " + state() + ", exit code "
                        + process.exitValue() + "\n" + lastLines());
            }
            asked = State.KILLED;
        }
        family.kill();
        if (!process.waitFor(SIGKILL_DEADLINE_MS, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(name + " (pid " + startedPid() + ") still runs " + SIGKILL_DEADLINE_MS
                    + " ms after SIGKILL\n" + lastLines());
        }
        family.endRemains();
        if (process.exitValue() != SIGKILL_EXIT_CODE) {
            synchronized (this) {
                asked = State.EXITED;
            }
            throw new IllegalStateException(
                    name + " was killed, but ended with exit code " + process.exitValue() + ", not by signal 9");
        }
    }

    /**
     * Asks the process by SIGTERM to stop, and all that it has started; a paused one goes on, for it would not hear.
     */
    public void requestStop() throws InterruptedException {
        requestStop("TERM");
    }

    /** The same by another signal: {@code INT}. */
    public synchronized void requestStop(String signal) throws InterruptedException {
        if (process.isAlive()) {
            asked = State.STOPPED;
            family.requestEnd(signal);
            paused = false;
            family.resume();
        }
    }

    /**
     * Waits until the process has ended, with all that it has started.
     *
     * @param progress any number that changes as long as the process gets on with something
     * @return false if it still runs after so long a time without progress
     */
    public boolean awaitEnd(Duration withoutProgress, LongSupplier progress) {
        return new Patience(withoutProgress, progress::getAsLong)
                .await(() -> !process.isAlive() && family.members().isEmpty());
    }

    /** The last lines of what the process printed, and where the rest is. */
    public String lastLines() {
        return new ProcessLog(name, log).lastLines();
    }

    /** The same for a history, beside which the rest is: no path of this machine is in it. */
    public String lastLinesForHistory() {
        return new ProcessLog(name, log).lastLinesForHistory();
    }

    /** The last line of what it printed that is not indented, as those of a stack are; and where the rest is. */
    public String lastWords() {
        return new ProcessLog(name, log).lastWords();
    }

    /** Ends the process, with all that it has started, without asking anything about it; for clearing up. */
    public void destroy() {
        synchronized (this) {
            clearedUp = true;
        }
        process.destroyForcibly();
        try {
            family.kill();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends what it had started and has left behind, once it has ended itself. If it was asked to stop, the others were
     * too, and may take their time.
     *
     * @return whether nothing of it is left
     */
    boolean endRemains() throws InterruptedException {
        boolean stopping;
        synchronized (this) {
            stopping = asked == State.STOPPED && !clearedUp;
        }
        if (stopping) {
            return family.members().isEmpty();
        }
        family.endRemains();
        return true;
    }
}

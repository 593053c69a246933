package delivery.chaos.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that this run started, with a state that is asserted at each transition. */
public final class ChildProcess {
    /** Exit code of a process that was ended by SIGKILL: 128 + 9. */
    public static final int SIGKILL_EXIT_CODE = 137;

    private static final int SIGKILL_DEADLINE_MS = 10_000;
    private static final int LAST_LINES = 32;

    /** Where a process is in its life. */
    public enum State {
        RUNNING,
        /** Stopped by a SIGSTOP of this run: it is there and does nothing. */
        PAUSED,
        /** Ended by a SIGKILL of this run. */
        KILLED,
        /** Ended after it was asked to by SIGTERM. */
        STOPPED,
        /** Ended by itself. */
        EXITED
    }

    private final String name;
    private final Process process;
    private final Path log;
    private State asked = State.EXITED;
    private boolean paused;

    ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    public long pid() {
        return process.pid();
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
     * @throws IllegalStateException if it was not running
     */
    public synchronized String pause() throws InterruptedException {
        require(State.RUNNING, "paused");
        paused = true;
        return StopSignal.stop(pid());
    }

    /**
     * Lets a paused process go on by SIGCONT.
     *
     * @throws IllegalStateException if it was not paused, or has gone on before: then the pause was none
     */
    public synchronized void resume() throws InterruptedException {
        require(State.PAUSED, "resumed");
        paused = false;
        if (!StopSignal.isStopped(pid())) {
            throw new IllegalStateException(
                    name + " (pid " + pid() + ") was paused and runs: something else has sent it"
                            + " SIGCONT, as the system does to what a shell leaves behind when it ends");
        }
        StopSignal.resume(pid());
    }

    private void require(State required, String what) {
        if (state() != required) {
            throw new IllegalStateException(name + " was to be " + what + ", but is " + state() + "\n" + lastLines());
        }
    }

    /** Whether it has not ended; it may be paused. */
    public boolean isUp() {
        return process.isAlive();
    }

    /** Exit code as a shell reports it: 128 + signal number for a signal. Throws while the process runs. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Completes when the process has ended, however that came about. */
    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /**
     * Ends the process by SIGKILL and waits until it is gone.
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
        process.destroyForcibly();
        awaitExit("SIGKILL", SIGKILL_DEADLINE_MS);
        if (process.exitValue() != SIGKILL_EXIT_CODE) {
            synchronized (this) {
                asked = State.EXITED;
            }
            throw new IllegalStateException(
                    name + " was killed, but ended with exit code " + process.exitValue() + ", not by signal 9");
        }
    }

    /** Asks the process by SIGTERM to stop; nothing to one that has ended. */
    public synchronized void requestStop() {
        if (process.isAlive()) {
            asked = State.STOPPED;
            process.destroy();
        }
    }

    /**
     * Asks the process by SIGTERM to stop and waits for its end; a paused one goes on first, for it would not hear.
     *
     * @throws IllegalStateException if it still runs at the deadline
     */
    public void stop(long deadlineMs) throws InterruptedException {
        synchronized (this) {
            if (process.isAlive() && paused) {
                resume();
            }
        }
        requestStop();
        awaitExit("SIGTERM", deadlineMs);
    }

    private void awaitExit(String signal, long deadlineMs) throws InterruptedException {
        if (!process.waitFor(deadlineMs, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(name + " (pid " + pid() + ") still runs " + deadlineMs + " ms after "
                    + signal + "\n" + lastLines());
        }
    }

    /** The last lines of what the process printed, and where the rest is. */
    public String lastLines() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.toList();
            List<String> last = all.subList(Math.max(0, all.size() - LAST_LINES), all.size());
            return "last lines of " + name + " (all in " + log + "):\n  " + String.join("\n  ", last);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Ends the process without asking anything about it; for clearing up. */
    public void destroy() {
        process.destroyForcibly();
    }
}

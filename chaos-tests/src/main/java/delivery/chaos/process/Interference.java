package delivery.chaos.process;

import delivery.chaos.process.ChildProcess.State;
import java.util.Map;
import java.util.Optional;

/**
 * Something that somebody who is not of this run did to a process of it.
 *
 * @param kind of deed
 * @param pid of the process as it was started
 * @param what was done, in a sentence: {@code pid 4711 ended by SIGKILL, which this run had not sent}
 */
public record Interference(InterferenceKind kind, long pid, String what) {
    private static final int SIGNALLED = 128;
    /** Those that come from outside. A program brings others on itself by its own mistakes: SIGABRT, SIGSEGV. */
    private static final Map<Integer, String> SIGNALS = Map.of(1, "SIGHUP", 2, "SIGINT", 9, "SIGKILL", 15, "SIGTERM");

    /** What an observer outside a process can tell of it. */
    public enum InterferenceKind {
        /** It ended by a signal that this run had not sent. */
        ENDED,
        /** It stood still though this run had not paused it; this run has let it go on. */
        STOOD_STILL,
        /** This run had paused it, and it went on before it was let. */
        WENT_ON
    }

    /** Whether an exit code tells of a signal that this run had not sent, if it had asked for an end in this state. */
    static Optional<Interference> ended(long pid, int exitCode, State asked) {
        String signal = SIGNALS.get(exitCode - SIGNALLED);
        boolean sent = asked == State.KILLED || asked == State.STOPPED && "SIGTERM".equals(signal);
        return signal == null || sent
                ? Optional.empty()
                : Optional.of(new Interference(
                        InterferenceKind.ENDED,
                        pid,
                        "pid " + pid + " ended by " + signal + ", which this run had not sent"));
    }

    static Interference stoodStill(long pid) {
        return new Interference(
                InterferenceKind.STOOD_STILL,
                pid,
                "pid " + pid + " stood still (state T) though this run had not paused it, and was let go on");
    }

    static Interference wentOn(long pid) {
        return new Interference(
                InterferenceKind.WENT_ON,
                pid,
                "pid " + pid + " was paused, and went on by a SIGCONT that this run had not sent");
    }
}

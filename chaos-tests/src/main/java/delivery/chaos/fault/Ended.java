package delivery.chaos.fault;

import delivery.chaos.process.ChildProcess;

/** A process of the pipeline that was killed, as facts of a {@link Proof}. */
public record Ended(long pid, int exitCode) {
    /** The facts of a process that has ended. */
    public static Ended of(ChildProcess killed) {
        return new Ended(killed.pid(), killed.exitCode());
    }

    /** In words: {@code pid 4711 ended by SIGKILL (exit code 137)}. */
    @Override
    public String toString() {
        return "pid %d ended by SIGKILL (exit code %d)".formatted(pid, exitCode);
    }
}

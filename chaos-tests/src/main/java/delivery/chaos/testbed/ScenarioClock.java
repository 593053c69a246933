package delivery.chaos.testbed;

/** Milliseconds since a scenario began, by the monotonic clock. */
public final class ScenarioClock {
    private final long startNanos = System.nanoTime();

    public long elapsedMs() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }
}

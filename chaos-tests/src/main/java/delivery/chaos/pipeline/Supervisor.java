package delivery.chaos.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** When a process is started again that ended by itself, and the thread that does it. */
final class Supervisor implements Closeable {
    /** What is done on the thread. */
    @FunctionalInterface
    interface Deed {
        void run() throws IOException;
    }

    /**
     * Kubernetes goes on for ever, systemd stops after 5 starts in 10 s: an outage of seconds must not end a pipeline.
     */
    static final int STARTS_MAX = 10;

    /**
     * systemd's default between two starts (RestartSec); doubled each time, as Kubernetes does, but not into minutes.
     */
    private static final long FIRST_PAUSE_MS = 100;

    private static final long LONGEST_PAUSE_MS = 1_000;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(body -> {
        Thread daemon = new Thread(body, "supervisor");
        daemon.setDaemon(true);
        return daemon;
    });
    private final LongSupplier progress;
    private final Consumer<Exception> whenFailed;
    private int startsWithoutProgress;
    private long progressSeen;

    /**
     * @param progress any number that changes as long as the process gets somewhere
     * @param whenFailed is told what is thrown on the thread
     */
    Supervisor(LongSupplier progress, Consumer<Exception> whenFailed) {
        this.progress = progress;
        this.whenFailed = whenFailed;
    }

    /** How long to wait before the next start, after an end; empty if it is not to be started again. */
    OptionalLong pauseMs() {
        long progressNow = progress.getAsLong();
        startsWithoutProgress = progressNow == progressSeen ? startsWithoutProgress + 1 : 1;
        progressSeen = progressNow;
        return startsWithoutProgress >= STARTS_MAX
                ? OptionalLong.empty()
                : OptionalLong.of(Math.min(FIRST_PAUSE_MS << startsWithoutProgress - 1, LONGEST_PAUSE_MS));
    }

    /** Does something on the thread, after a while; dropped once this is closed. */
    void run(Deed body, long afterMs) {
        if (!thread.isShutdown()) {
            thread.schedule(() -> report(body), afterMs, TimeUnit.MILLISECONDS);
        }
    }

    /** A thread of an executor keeps what it throws to itself. */
    private void report(Deed body) {
        try {
            body.run();
        } catch (IOException | RuntimeException failed) {
            whenFailed.accept(failed);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

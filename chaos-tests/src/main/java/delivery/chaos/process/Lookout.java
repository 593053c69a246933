package delivery.chaos.process;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One thread that looks at all children of a run, whether one stands still that was not paused. A pause of less than
 * 100 ms may go unseen, and so may one of less than a second where it is not of the child itself but of what the child
 * has started, or where there is no {@code /proc}.
 */
final class Lookout implements Closeable {
    private static final long INTERVAL_MS = 100;
    /** All processes of the machine are read only once in this many looks. */
    private static final int LOOKS_PER_TABLE = 10;

    private final Collection<ChildProcess> children;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(body -> {
        Thread daemon = new Thread(body, "lookout");
        daemon.setDaemon(true);
        return daemon;
    });
    private final Consumer<ChildProcess> release;
    private int looks;

    /**
     * @param children those to look at; may change at any time
     * @param release is given, now and then, those that have ended
     */
    Lookout(Collection<ChildProcess> children, Consumer<ChildProcess> release) {
        this.children = children;
        this.release = release;
        thread.scheduleWithFixedDelay(this::look, INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    /** Does something on the thread that looks, after what it does now. Dropped once this is closed. */
    void run(Runnable body) {
        if (!thread.isShutdown()) {
            thread.execute(() -> report(body));
        }
    }

    private void look() {
        boolean all = looks++ % LOOKS_PER_TABLE == 0;
        report(() -> children.forEach(child -> look(child, all)));
    }

    private void look(ChildProcess child, boolean thoroughly) {
        try {
            if (thoroughly && !child.isUp()) {
                release.accept(child);
            } else if (thoroughly || ProcessTable.hasProc() && standsOtherwise(child)) {
                child.look();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the state of pid " + child.startedPid() + " cannot be read", unreadable);
        }
    }

    private static boolean standsOtherwise(ChildProcess child) throws IOException {
        boolean paused = child.state() == ChildProcess.State.PAUSED;
        return ProcessTable.state(child.startedPid())
                .filter(state -> (state == 'T') != paused)
                .isPresent();
    }

    /** A thread of an executor keeps what it throws to itself. */
    private static void report(Runnable body) {
        try {
            body.run();
        } catch (RuntimeException failure) {
            System.err.println("looking at the processes of the run failed: " + failure);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

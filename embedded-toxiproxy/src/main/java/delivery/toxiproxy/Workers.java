package delivery.toxiproxy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The daemon threads of one server, so that closing it can wait until they are gone. A thread that is done is used
 * again for a second: starting one takes longer than dialling a server on the same machine.
 */
final class Workers {
    private static final String PREFIX = "toxiproxy ";
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), this::newThread);

    /**
     * Runs something in a thread of its own that says by its name what it does.
     *
     * @throws RejectedExecutionException if the server is closing: it is not run, and nobody may wait for it
     */
    void run(String name, Runnable body) {
        pool.execute(() -> {
            Thread.currentThread().setName(PREFIX + name);
            try {
                body.run();
            } finally {
                Thread.currentThread().setName(PREFIX + "idle");
            }
        });
    }

    private Thread newThread(Runnable body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                },
                PREFIX + "idle");
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /** Waits until every thread has ended, which the caller has made them do. Returns those that did not in time. */
    Set<Thread> awaitEnd(long timeoutMs) throws InterruptedException {
        pool.shutdown();
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        for (Thread thread : threads) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            thread.join(Math.max(1, leftMs));
        }
        return Set.copyOf(threads);
    }
}

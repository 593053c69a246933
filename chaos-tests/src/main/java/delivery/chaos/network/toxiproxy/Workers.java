package delivery.chaos.network.toxiproxy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The daemon threads of one server, so that closing it can wait until they are gone. */
final class Workers {
    private static final String PREFIX = "toxiproxy ";
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    /** Starts a thread that says what it is by its name. */
    Thread start(String name, Runnable body) {
        Thread thread = newThread(name, body);
        thread.start();
        return thread;
    }

    /** A thread that somebody else will start. */
    Thread newThread(String name, Runnable body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } finally {
                        running.remove(Thread.currentThread());
                    }
                },
                PREFIX + name);
        thread.setDaemon(true);
        running.add(thread);
        return thread;
    }

    /** Waits until every thread has ended, which the caller has made them do. Returns those that did not in time. */
    Set<Thread> awaitEnd(long timeoutMs) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        for (Thread thread : running) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            thread.join(Math.max(1, leftMs));
        }
        return Set.copyOf(running);
    }
}

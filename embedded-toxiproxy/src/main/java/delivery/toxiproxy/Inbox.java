package delivery.toxiproxy;

import delivery.toxiproxy.toxics.Chunk;
import delivery.toxiproxy.toxics.StageInterruptedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The queue in front of a toxic: one thread puts, one takes, and others interrupt the one that takes, wherever it
 * waits. An interrupt stays until it is {@linkplain #begin() taken note of}.
 */
final class Inbox {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private boolean interrupted;
    private boolean leaving;
    private boolean ended;
    private boolean retired;
    private boolean closed;

    Inbox(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Puts a chunk at the end of the queue, waiting for room.
     *
     * @return false if the stage has retired: then the chunk belongs to the next one
     * @throws LinkClosedException if nobody will take it
     */
    boolean offer(Chunk chunk) throws LinkClosedException {
        lock.lock();
        try {
            failIfClosed();
            while (!retired && chunks.size() >= capacity) {
                await(Long.MAX_VALUE);
                failIfClosed();
            }
            if (!retired) {
                chunks.add(chunk);
                changed.signalAll();
            }
            return !retired;
        } finally {
            lock.unlock();
        }
    }

    /** Marks the end of the stream; returns false if the stage has retired: then the mark belongs to the next one. */
    boolean offerEnd() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
            return !retired;
        } finally {
            lock.unlock();
        }
    }

    /** The next chunk; null at the end of the stream, or if none came in time. */
    Chunk take(long timeoutNanos) throws StageInterruptedException {
        lock.lock();
        try {
            long leftNanos = timeoutNanos;
            failIfInterrupted();
            while (chunks.isEmpty() && !ended && leftNanos > 0) {
                leftNanos = await(leftNanos);
                failIfInterrupted();
            }
            changed.signalAll();
            return chunks.poll();
        } finally {
            lock.unlock();
        }
    }

    void pause(long nanos) throws StageInterruptedException {
        lock.lock();
        try {
            for (long leftNanos = nanos; leftNanos > 0; leftNanos = await(leftNanos)) {
                failIfInterrupted();
            }
        } finally {
            lock.unlock();
        }
    }

    void pauseThroughInterrupts(long nanos) throws LinkClosedException {
        lock.lock();
        try {
            for (long leftNanos = nanos; leftNanos > 0; leftNanos = await(leftNanos)) {
                failIfClosed();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes the taking thread begin again. */
    void interrupt() {
        lock.lock();
        try {
            interrupted = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes the taking thread begin again, to empty this inbox and retire. */
    void interruptToLeave() {
        lock.lock();
        try {
            leaving = true;
            interrupted = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes note of the interrupts until now; returns whether it is time to leave. */
    boolean begin() {
        lock.lock();
        try {
            interrupted = false;
            changed.signalAll();
            return leaving;
        } finally {
            lock.unlock();
        }
    }

    /** Retires if there is nothing left to do; returns whether it did. */
    boolean retireIfIdle() {
        lock.lock();
        try {
            retired = chunks.isEmpty() && !ended && !interrupted && !closed;
            changed.signalAll();
            return retired;
        } finally {
            lock.unlock();
        }
    }

    /** Drops what waits here; who puts or takes is told that the link is closed. */
    void close() {
        lock.lock();
        try {
            closed = true;
            chunks.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until interrupts are taken note of, but not longer than until a {@link System#nanoTime()}. */
    void awaitSettled(long deadlineNanos) throws InterruptedException {
        lock.lock();
        try {
            long leftNanos = deadlineNanos - System.nanoTime();
            while (!closed && !retired && (interrupted || leaving) && leftNanos > 0) {
                leftNanos = changed.awaitNanos(leftNanos);
            }
        } finally {
            lock.unlock();
        }
    }

    private void failIfInterrupted() throws StageInterruptedException {
        failIfClosed();
        if (interrupted) {
            throw new SwitchedException();
        }
    }

    private void failIfClosed() throws LinkClosedException {
        if (closed) {
            throw new LinkClosedException("the link is closed", null);
        }
    }

    /** To be called in a loop: it may return early. */
    @SuppressWarnings("WaitNotInLoop")
    private long await(long nanos) throws LinkClosedException {
        try {
            return changed.awaitNanos(nanos);
        } catch (InterruptedException stop) {
            throw new LinkClosedException("the thread was told to stop", stop);
        }
    }
}

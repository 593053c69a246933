package delivery.chaos.network.toxiproxy;

import delivery.chaos.network.toxiproxy.toxics.Chunk;
import delivery.chaos.network.toxiproxy.toxics.Noop;
import delivery.chaos.network.toxiproxy.toxics.Stage;
import delivery.chaos.network.toxiproxy.toxics.StageInterruptedException;
import delivery.chaos.network.toxiproxy.toxics.Toxic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One toxic in one link: a queue in front, a thread that runs the toxic, and what comes next.
 *
 * <p>A switch (toxic updated or removed, or another one put behind it) only leaves a note here, so that whoever switches
 * never waits for a peer that does not read. The thread finds the note before it takes the next chunk: it ends the toxic,
 * which hands the chunk it holds to the old output, and then begins again with what is true now.
 */
final class ToxicStage implements Stage, Sink, Runnable {
    private final Link link;
    private final ProxyToxic toxic;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Chunk> queue = new ArrayDeque<>();
    private volatile Sink next;
    private Sink nextAfterSwitch;
    private boolean switched;
    private boolean removed;
    private boolean inputEnded;
    private boolean retired;
    private boolean closed;
    private long tally;

    ToxicStage(Link link, ProxyToxic toxic, Sink next) {
        this.link = link;
        this.toxic = toxic;
        this.capacity = toxic.attributes().bufferedChunks();
        this.next = next;
        this.nextAfterSwitch = next;
    }

    ProxyToxic toxic() {
        return toxic;
    }

    /** Body of the stage's thread. */
    @Override
    public void run() {
        try {
            boolean again;
            do {
                again = runUntilSwitched();
            } while (again);
        } catch (StageInterruptedException linkClosed) {
            close();
        }
    }

    /** Returns whether to run again; false once the stream ended here, or this stage retired. */
    private boolean runUntilSwitched() throws StageInterruptedException {
        boolean leaving = beginAgain();
        try {
            if (!leaving) {
                draw().pipe(this);
            } else if (!toxic.attributes().closesWhenRemoved() && leave()) {
                return false;
            }
        } catch (SwitchedException again) {
            return true;
        }
        close();
        next.end();
        return false;
    }

    /** Makes true what the note says; returns whether the toxic was removed. */
    private boolean beginAgain() {
        lock.lock();
        try {
            switched = false;
            next = nextAfterSwitch;
            changed.signalAll();
            return removed;
        } finally {
            lock.unlock();
        }
    }

    /** One draw for each connection, and another whenever the stage begins again. */
    private Toxic draw() {
        return ThreadLocalRandom.current().nextFloat() < toxic.toxicity() ? toxic.attributes() : new Noop();
    }

    /** Passes on, in order, what waits here. Returns whether this stage retired; false if the stream ended before. */
    private boolean leave() throws StageInterruptedException {
        while (!link.retire(this)) {
            Chunk chunk = take();
            if (chunk == null) {
                return false;
            }
            pass(chunk);
        }
        return true;
    }

    @Override
    public Chunk take() throws StageInterruptedException {
        return take(Long.MAX_VALUE);
    }

    @Override
    public Chunk take(long timeoutNanos) throws StageInterruptedException {
        lock.lock();
        try {
            long leftNanos = timeoutNanos;
            failIfInterrupted();
            while (queue.isEmpty() && !inputEnded && leftNanos > 0) {
                leftNanos = await(leftNanos);
                failIfInterrupted();
            }
            changed.signalAll();
            return queue.poll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pass(Chunk chunk) throws LinkClosedException {
        next.put(chunk);
    }

    @Override
    public void pause(long nanos) throws StageInterruptedException {
        lock.lock();
        try {
            for (long leftNanos = nanos; leftNanos > 0; leftNanos = await(leftNanos)) {
                failIfInterrupted();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pauseThroughSwitches(long nanos) throws StageInterruptedException {
        lock.lock();
        try {
            for (long leftNanos = nanos; leftNanos > 0; leftNanos = await(leftNanos)) {
                failIfClosed();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long tally(long bytes) {
        tally += bytes;
        return tally;
    }

    @Override
    public void put(Chunk chunk) throws LinkClosedException {
        lock.lock();
        try {
            failIfClosed();
            while (!retired && queue.size() >= capacity) {
                await(Long.MAX_VALUE);
                failIfClosed();
            }
            if (!retired) {
                queue.add(chunk);
                changed.signalAll();
                return;
            }
        } finally {
            lock.unlock();
        }
        next.put(chunk);
    }

    @Override
    public void end() {
        lock.lock();
        try {
            inputEnded = true;
            changed.signalAll();
            if (!retired) {
                return;
            }
        } finally {
            lock.unlock();
        }
        next.end();
    }

    private void failIfInterrupted() throws StageInterruptedException {
        failIfClosed();
        if (switched) {
            throw new SwitchedException();
        }
    }

    private void failIfClosed() throws LinkClosedException {
        if (closed) {
            throw new LinkClosedException("the link is closed", null);
        }
    }

    private long await(long nanos) throws LinkClosedException {
        try {
            return changed.awaitNanos(nanos);
        } catch (InterruptedException stop) {
            throw new LinkClosedException("the thread was told to stop", stop);
        }
    }

    // What follows is called by other threads, never waits for a peer.

    /** Begin again, with the chunks going to another stage from then on. */
    void switchTo(Sink newNext) {
        note(() -> nextAfterSwitch = newNext);
    }

    /** Begin again: new attributes, new draw. */
    void restart() {
        note(() -> {});
    }

    /** Leave: pass on what waits here, then get out of the way. */
    void remove() {
        note(() -> removed = true);
    }

    private void note(Runnable what) {
        lock.lock();
        try {
            what.run();
            switched = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets chunks go past this stage, unless something waits in it or was noted meanwhile. */
    boolean retireIfEmpty() {
        lock.lock();
        try {
            retired = queue.isEmpty() && !inputEnded && !switched && !closed;
            changed.signalAll();
            return retired;
        } finally {
            lock.unlock();
        }
    }

    /** Follows a stage that retired. */
    void redirect(Sink from, Sink to) {
        lock.lock();
        try {
            next = next == from ? to : next;
            nextAfterSwitch = nextAfterSwitch == from ? to : nextAfterSwitch;
        } finally {
            lock.unlock();
        }
    }

    Sink next() {
        return next;
    }

    /** Drops what waits here and ends the thread, but ends nothing behind it. */
    void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until what was noted is true, or until a time on the clock of {@link System#nanoTime()}. */
    void awaitSwitch(long deadlineNanos) throws InterruptedException {
        lock.lock();
        try {
            long leftNanos = deadlineNanos - System.nanoTime();
            while (!closed && !retired && (switched || removed) && leftNanos > 0) {
                leftNanos = changed.awaitNanos(leftNanos);
            }
        } finally {
            lock.unlock();
        }
    }
}

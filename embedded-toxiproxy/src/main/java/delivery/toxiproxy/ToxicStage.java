package delivery.toxiproxy;

import delivery.toxiproxy.toxics.Chunk;
import delivery.toxiproxy.toxics.Noop;
import delivery.toxiproxy.toxics.Stage;
import delivery.toxiproxy.toxics.StageInterruptedException;
import delivery.toxiproxy.toxics.Toxic;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One toxic in one link: an inbox, a thread that runs the toxic, and what comes next.
 *
 * <p>A switch (toxic updated or removed, or another one put after it) only leaves a note here, so that whoever
 * switches never waits for a peer that does not read. The thread finds the note before it takes the next chunk: it ends
 * the toxic, which hands the chunk it holds to the old output, and then begins again with what is true now.
 */
final class ToxicStage implements Stage, Sink, Runnable {
    private final ToxicLink link;
    private final ProxyToxic toxic;
    private final Inbox inbox;
    private volatile Sink next;
    private Sink nextAfterSwitch;
    private long tally;

    ToxicStage(ToxicLink link, ProxyToxic toxic, Sink next) {
        this.link = link;
        this.toxic = toxic;
        this.inbox = new Inbox(toxic.attributes().bufferedChunks());
        this.next = next;
        this.nextAfterSwitch = next;
    }

    ProxyToxic toxic() {
        return toxic;
    }

    Sink next() {
        return next;
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
            inbox.close();
        }
    }

    /** Returns whether to run again; false once the stream ended here, or this stage retired. */
    private boolean runUntilSwitched() throws StageInterruptedException {
        boolean leaving = inbox.begin();
        applySwitch();
        try {
            if (!leaving) {
                draw().pipe(this);
            } else if (!toxic.attributes().closesWhenRemoved() && retire()) {
                return false;
            }
        } catch (SwitchedException again) {
            return true;
        }
        inbox.close();
        next.end();
        return false;
    }

    /** One draw for each connection, and another whenever the stage begins again. */
    private Toxic draw() {
        return ThreadLocalRandom.current().nextFloat() < toxic.toxicity() ? toxic.attributes() : new Noop();
    }

    /** Passes on, in order, what waits here. Returns whether this stage retired; false if the stream ended before. */
    private boolean retire() throws StageInterruptedException {
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
        return inbox.take(Long.MAX_VALUE);
    }

    @Override
    public Chunk take(long timeoutNanos) throws StageInterruptedException {
        return inbox.take(timeoutNanos);
    }

    @Override
    public void pass(Chunk chunk) throws LinkClosedException {
        next.put(chunk);
    }

    @Override
    public void pause(long nanos) throws StageInterruptedException {
        inbox.pause(nanos);
    }

    @Override
    public void pauseThroughSwitches(long nanos) throws StageInterruptedException {
        inbox.pauseThroughInterrupts(nanos);
    }

    @Override
    public long tally(long bytes) {
        tally += bytes;
        return tally;
    }

    @Override
    public void put(Chunk chunk) throws LinkClosedException {
        if (!inbox.offer(chunk)) {
            next.put(chunk);
        }
    }

    @Override
    public void end() {
        if (!inbox.offerEnd()) {
            next.end();
        }
    }

    /** Begin again, with the chunks going to another stage from then on. */
    void switchTo(Sink newNext) {
        synchronized (this) {
            nextAfterSwitch = newNext;
        }
        inbox.interrupt();
    }

    private synchronized void applySwitch() {
        next = nextAfterSwitch;
    }

    /** Follows a stage that retired. */
    synchronized void redirect(Sink from, Sink to) {
        next = next == from ? to : next;
        nextAfterSwitch = nextAfterSwitch == from ? to : nextAfterSwitch;
    }

    /** Begin again: new attributes, new draw. */
    void restart() {
        inbox.interrupt();
    }

    /** Leave: pass on what waits here, then get out of the way. */
    void remove() {
        inbox.interruptToLeave();
    }

    /** Lets chunks go past this stage, unless something waits in it or was noted meanwhile. */
    boolean retireIfIdle() {
        return inbox.retireIfIdle();
    }

    /** Drops what waits here and ends the thread, but ends nothing after it. */
    void close() {
        inbox.close();
    }

    /** Waits until what was noted is true, or until a time on the clock of {@link System#nanoTime()}. */
    void awaitSwitch(long deadlineNanos) throws InterruptedException {
        inbox.awaitSettled(deadlineNanos);
    }
}

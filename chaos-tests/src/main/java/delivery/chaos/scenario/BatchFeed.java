package delivery.chaos.scenario;

import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Gap;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.testbed.InputFeed;
import delivery.chaos.workload.InputWriter;
import delivery.chaos.workload.Portion;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes a scenario's events portion by portion: the first at once, each other once few enough of those before it wait
 * for their offsets to be committed.
 */
final class BatchFeed implements InputFeed, Closeable {
    private static final int LOOK_INTERVAL_MS = 50;

    private final PortionWriter writer;
    private final List<Portion> portions;
    private final InputEvents planned;
    private final long backlogEvents;
    private final Consumer<Exception> failed;
    private final List<Event> events = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final Map<Integer, Long> endOffsets = new TreeMap<>();
    private int portionsWritten;
    private long begun;
    private long pausedBefore = Long.MAX_VALUE;
    private boolean closed;
    private boolean awaitsPipeline;
    private Thread thread;

    /** Writes a portion and returns where everything stands. */
    @FunctionalInterface
    interface PortionWriter {
        InputWriter.Written write(Portion portion) throws InterruptedException, ExecutionException;
    }

    /** How many events of the input the pipeline has come to. */
    @FunctionalInterface
    interface Reached {
        long events() throws InterruptedException, ExecutionException;
    }

    /**
     * @param planned where every event is to stand: the schedule and the proofs rest on it
     * @param backlogEvents how many events may wait when the next portion is written
     * @param failed is told what keeps the rest from being written
     */
    BatchFeed(
            PortionWriter writer,
            List<Portion> portions,
            InputEvents planned,
            long backlogEvents,
            Consumer<Exception> failed) {
        this.writer = writer;
        this.portions = portions;
        this.planned = planned;
        this.backlogEvents = backlogEvents;
        this.failed = failed;
    }

    /** Writes the first portion. */
    void begin() throws InterruptedException, ExecutionException {
        writeNext();
    }

    /** Writes the others, in a thread of its own. */
    void follow(Reached reached) {
        thread = new Thread(() -> writeAsReached(reached), "feed");
        thread.setDaemon(true);
        thread.start();
    }

    private void writeAsReached(Reached reached) {
        try {
            while (!isWhole() && awaitTurn()) {
                if (hasRoom(reached.events())) {
                    writeNext();
                }
            }
        } catch (InterruptedException | ExecutionException | RuntimeException wrong) {
            failed.accept(wrong);
        }
    }

    private synchronized boolean hasRoom(long eventsReached) {
        awaitsPipeline = written() - eventsReached > backlogEvents;
        return !awaitsPipeline;
    }

    /** Whether the next portion waits for the pipeline alone, as it did at the last look. */
    synchronized boolean awaitsPipeline() {
        return awaitsPipeline && events.size() < pausedBefore;
    }

    /** Waits a moment, and as long as the feed pauses; false once it is closed. */
    private synchronized boolean awaitTurn() throws InterruptedException {
        TimeUnit.MILLISECONDS.timedWait(this, LOOK_INTERVAL_MS);
        while (!closed && events.size() >= pausedBefore) {
            wait();
        }
        return !closed;
    }

    private void writeNext() throws InterruptedException, ExecutionException {
        Portion portion = portions.get(portionsWritten);
        synchronized (this) {
            begun = portion.to();
        }
        InputWriter.Written written = writer.write(portion);
        written.events().forEach(this::requireWherePlanned);
        synchronized (this) {
            events.addAll(written.events());
            gaps.addAll(written.gaps());
            written.events().forEach(event -> endOffsets.merge(event.partition(), event.offset() + 1, Math::max));
            portionsWritten++;
        }
    }

    private void requireWherePlanned(Event event) {
        InputEvents.Position position = new InputEvents.Position(event.partition(), event.offset());
        if (!position.equals(planned.position(event.id()))) {
            throw new IllegalStateException("event " + event.id() + " was to stand at " + planned.position(event.id())
                    + " and stands at " + position);
        }
    }

    /** Whether every event is written. */
    synchronized boolean isWhole() {
        return portionsWritten == portions.size();
    }

    /** By input partition, the offset after the last event that is written by now. */
    synchronized Map<Integer, Long> endOffsets() {
        return new TreeMap<>(endOffsets);
    }

    /** All that are written by now. */
    synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** What is written between them by now. */
    synchronized List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    @Override
    public synchronized long written() {
        return events.size();
    }

    @Override
    public synchronized long begun() {
        return begun;
    }

    @Override
    public synchronized void pauseBefore(long event) {
        pausedBefore = event;
        notifyAll();
    }

    @Override
    public synchronized void goOn() {
        pausedBefore = Long.MAX_VALUE;
        notifyAll();
    }

    /**
     * Writes no more, and waits for the portion that is being written: it stands in the input, or the feed has failed.
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

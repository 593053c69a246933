package delivery.chaos.scenario;

import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.testbed.InputFeed;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Writes a scenario's events batch by batch, each once the offsets of those before it are committed; the first at once. */
final class BatchFeed implements InputFeed, Closeable {
    private static final int COMMITTED_POLL_MS = 100;

    private final Writer writer;
    private final List<String> pages;
    private final int batchEvents;
    private final Consumer<Exception> failed;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Long> offsets = new HashMap<>();
    private final Map<Integer, Long> endOffsets = new TreeMap<>();
    private long begun;
    private long pausedBefore = Long.MAX_VALUE;
    private boolean closed;
    private Thread thread;

    /** Writes an event for each page and returns where each stands. */
    @FunctionalInterface
    interface Writer {
        List<Event> write(List<String> pages) throws InterruptedException, ExecutionException;
    }

    /** How many events of the input the group has committed. */
    @FunctionalInterface
    interface Committed {
        long events() throws InterruptedException, ExecutionException;
    }

    /** @param failed is told what keeps the rest from being written */
    BatchFeed(Writer writer, List<String> pages, int batchEvents, Consumer<Exception> failed) {
        this.writer = writer;
        this.pages = pages;
        this.batchEvents = batchEvents;
        this.failed = failed;
    }

    /** Writes the first batch. */
    void begin() throws InterruptedException, ExecutionException {
        writeBatch();
    }

    /** Writes the others, in a thread of its own. */
    void follow(Committed committed) {
        thread = new Thread(() -> writeAsCommitted(committed), "feed");
        thread.setDaemon(true);
        thread.start();
    }

    private void writeAsCommitted(Committed committed) {
        try {
            while (!isWhole() && awaitTurn()) {
                if (committed.events() >= written()) {
                    writeBatch();
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RuntimeException wrong) {
            failed.accept(wrong);
        }
    }

    /** Waits a moment, and as long as the feed pauses; false once it is closed. */
    private synchronized boolean awaitTurn() throws InterruptedException {
        TimeUnit.MILLISECONDS.timedWait(this, COMMITTED_POLL_MS);
        while (!closed && events.size() >= pausedBefore) {
            wait();
        }
        return !closed;
    }

    private void writeBatch() throws InterruptedException, ExecutionException {
        int from = (int) written();
        int to = (int) Math.min(pages.size(), (long) from + batchEvents);
        synchronized (this) {
            begun = to;
        }
        List<Event> batch = writer.write(pages.subList(from, to));
        synchronized (this) {
            events.addAll(batch);
            batch.forEach(event -> offsets.put(event.id(), event.offset()));
            batch.forEach(event -> endOffsets.merge(event.partition(), event.offset() + 1, Math::max));
        }
    }

    /** Whether every event is written. */
    boolean isWhole() {
        return written() == pages.size();
    }

    /** By input partition, the offset behind the last event that is written by now. */
    synchronized Map<Integer, Long> endOffsets() {
        return new TreeMap<>(endOffsets);
    }

    /** All that are written by now. */
    synchronized List<Event> events() {
        return List.copyOf(events);
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
    public synchronized OptionalLong offset(String eventId) {
        Long offset = offsets.get(eventId);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
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

    /** Writes no more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        if (thread != null) {
            thread.interrupt();
        }
    }
}

package delivery.chaos.readback;

import delivery.chaos.history.HistoryLine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Reads lines in a thread of its own, a little ahead of who takes them. */
final class ReadAhead {
    private static final int LINES_AT_A_TIME = 1_000;
    private static final int AHEAD = 32;
    private static final List<HistoryLine> END = List.of();

    private ReadAhead() {}

    /** Hands over lines, one after the other. */
    interface Reading {
        void read(Consumer<HistoryLine> lines) throws Exception;
    }

    /**
     * Reads all lines and hands them over in their order, in the caller's thread.
     *
     * @throws ExecutionException if they cannot be read
     */
    static void all(Reading reading, Consumer<HistoryLine> taker) throws InterruptedException, ExecutionException {
        BlockingQueue<List<HistoryLine>> read = new ArrayBlockingQueue<>(AHEAD);
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<?> all = reader.submit(() -> {
                try {
                    read(reading, read);
                } finally {
                    read.put(END);
                }
                return null;
            });
            for (List<HistoryLine> lines = read.take(); lines != END; lines = read.take()) {
                lines.forEach(taker);
            }
            all.get();
        } finally {
            reader.shutdownNow();
        }
    }

    private static void read(Reading reading, BlockingQueue<List<HistoryLine>> read) throws Exception {
        List<List<HistoryLine>> latest = new ArrayList<>(List.of(new ArrayList<>()));
        reading.read(line -> {
            latest.get(0).add(line);
            if (latest.get(0).size() == LINES_AT_A_TIME) {
                put(read, latest.set(0, new ArrayList<>(LINES_AT_A_TIME)));
            }
        });
        read.put(latest.get(0));
    }

    private static void put(BlockingQueue<List<HistoryLine>> read, List<HistoryLine> lines) {
        try {
            read.put(lines);
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody takes the lines any more", givenUp);
        }
    }
}

package delivery.chaos.atlas;

import delivery.chaos.scenario.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs scenarios as many at a time as do not disturb each other. */
record Execution(AtlasGrounds grounds) {
    /** Scenarios at a time on the shared cluster; each mostly waits. */
    static final int AT_A_TIME = 4;
    /** Those that wait for something to expire, beside them. */
    private static final int WAITING_AT_A_TIME = 4;
    /** Up to so many that kill brokers are not worth a cluster of their own. */
    private static final int FEW = 3;

    private static final int STOP_DEADLINE_SECONDS = 60;

    /** Runs one scenario where it is told to. */
    @FunctionalInterface
    interface Runner {
        void run(Entry entry, Surroundings surroundings) throws Exception;
    }

    /** Runs all; those that kill brokers one by one, on a cluster of their own or, if they are few, last. */
    void run(List<Entry> planned, Runner runner) throws InterruptedException, ExecutionException {
        List<Entry> breaking =
                planned.stream().filter(entry -> entry.fault().breaksBrokers()).toList();
        boolean isLast = breaking.size() <= FEW;
        ExecutorService sharing = Executors.newFixedThreadPool(AT_A_TIME);
        ExecutorService waiting = Executors.newFixedThreadPool(WAITING_AT_A_TIME);
        ExecutorService killing = Executors.newSingleThreadExecutor();
        List<Future<?>> running = new ArrayList<>();
        try {
            if (!isLast) {
                breaking.forEach(entry -> running.add(killing.submit(() -> kill(entry, grounds.breaking(), runner))));
            }
            for (Entry entry : planned) {
                if (!entry.fault().breaksBrokers()) {
                    ExecutorService executor = entry.fault().waits() ? waiting : sharing;
                    running.add(executor.submit(() -> {
                        runner.run(entry, grounds.shared());
                        return null;
                    }));
                }
            }
            awaitAll(running);
            if (isLast) {
                breaking.forEach(entry -> running.add(killing.submit(() -> kill(entry, grounds.shared(), runner))));
                awaitAll(running);
            }
        } finally {
            for (ExecutorService executor : List.of(sharing, waiting, killing)) {
                executor.shutdownNow();
                // One that fails stops the run; the others must have ended before the pages are written.
                executor.awaitTermination(STOP_DEADLINE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private static Void kill(Entry entry, Surroundings surroundings, Runner runner) throws Exception {
        Layout.restore(surroundings.cluster());
        runner.run(entry, surroundings);
        return null;
    }

    private static void awaitAll(List<Future<?>> running) throws InterruptedException, ExecutionException {
        for (Future<?> future : running) {
            future.get();
        }
    }
}

package delivery.chaos.atlas;

import delivery.chaos.scenario.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs scenarios as many at a time as do not disturb each other. */
record Execution(AtlasGrounds grounds) {
    /** Scenarios at a time on the shared cluster; each mostly waits. */
    static final int AT_A_TIME = 4;
    /** Those that wait for something to expire, beside them. */
    private static final int WAITING_AT_A_TIME = 4;
    /** Clusters on which brokers are killed; on each, one scenario at a time. */
    private static final int BREAKING = 2;
    /** Up to so many that kill brokers are not worth a cluster of their own. */
    private static final int FEW = 3;

    private static final int STOP_DEADLINE_SECONDS = 60;

    /** Runs one scenario where it is told to. */
    @FunctionalInterface
    interface Runner {
        void run(Entry entry, Surroundings surroundings) throws Exception;
    }

    /**
     * Runs all; those that kill brokers one by one on clusters of their own, unless they are few: then on the shared one,
     * when it has nothing else to do.
     */
    void run(List<Entry> planned, Runner runner) throws InterruptedException, ExecutionException {
        Queue<Entry> breaking = planned.stream()
                .filter(entry -> entry.fault().breaksBrokers())
                .collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
        ExecutorService sharing = Executors.newFixedThreadPool(AT_A_TIME);
        ExecutorService waiting = Executors.newFixedThreadPool(WAITING_AT_A_TIME);
        ExecutorService killing = Executors.newFixedThreadPool(BREAKING);
        List<Future<?>> running = new ArrayList<>();
        try {
            if (breaking.size() > FEW) {
                for (int lane = 0; lane < BREAKING; lane++) {
                    running.add(killing.submit(() -> kill(breaking, grounds.openBreaking(), runner)));
                }
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
            for (Future<?> future : running) {
                future.get();
            }
            killing.submit(() -> kill(breaking, grounds.shared(), runner)).get();
        } finally {
            for (ExecutorService executor : List.of(sharing, waiting, killing)) {
                executor.shutdownNow();
                // One that fails stops the run; the others must have ended before the pages are written.
                executor.awaitTermination(STOP_DEADLINE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    /** Runs them one after the other until there are no more. */
    private static Void kill(Queue<Entry> breaking, Surroundings surroundings, Runner runner) throws Exception {
        for (Entry entry = breaking.poll(); entry != null; entry = breaking.poll()) {
            Layout.restore(surroundings.cluster());
            runner.run(entry, surroundings);
        }
        return null;
    }
}

package delivery.chaos.atlas;

import delivery.chaos.scenario.Surroundings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs scenarios as many at a time as do not disturb each other. What fails costs its own scenarios alone. */
final class Execution {
    /** Scenarios at a time on the shared cluster; each mostly waits. */
    static final int AT_A_TIME = 4;
    /** At the same time, those that wait for something to expire. */
    private static final int WAITING_AT_A_TIME = 4;
    /** Clusters on which brokers are killed; on each, one scenario at a time. */
    private static final int BREAKING = 2;
    /** Up to so many that kill brokers are not worth a cluster of their own. */
    private static final int FEW = 3;

    private static final int STOP_DEADLINE_SECONDS = 60;

    private final ClusterSource grounds;
    private final Runner runner;
    private final Failures failures;
    private final Queue<AtlasEntry> breaking = new ConcurrentLinkedQueue<>();

    /** Where scenarios can be run. */
    interface ClusterSource {
        /** For those that break nothing that others use. */
        Surroundings shared();

        /** One more cluster, for those that kill brokers. */
        Surroundings openBreaking() throws IOException, InterruptedException, ExecutionException;

        /** Puts back what a scenario has moved. */
        void restore(Surroundings surroundings);
    }

    /** Runs one scenario where it is told to. */
    @FunctionalInterface
    interface Runner {
        void run(AtlasEntry entry, Surroundings surroundings) throws IOException;
    }

    /** Is told what kept scenarios from being run. */
    @FunctionalInterface
    interface Failures {
        void failed(String what, Exception why);
    }

    Execution(ClusterSource grounds, Runner runner, Failures failures) {
        this.grounds = grounds;
        this.runner = runner;
        this.failures = failures;
    }

    /**
     * Runs all; those that kill brokers one by one on clusters of their own, unless they are few: then on the shared
     * one, when it has nothing else to do. Those clusters are up before the rest begins: during it they would starve.
     */
    void run(List<AtlasEntry> planned) throws InterruptedException {
        planned.stream().filter(entry -> entry.fault().breaksBrokers()).forEach(breaking::add);
        List<Surroundings> clusters = openBreaking();
        ExecutorService sharing = Executors.newFixedThreadPool(AT_A_TIME);
        ExecutorService waiting = Executors.newFixedThreadPool(WAITING_AT_A_TIME);
        ExecutorService killing = Executors.newFixedThreadPool(BREAKING);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Surroundings cluster : clusters) {
                running.add(killing.submit(() -> kill(cluster)));
            }
            for (AtlasEntry entry : planned) {
                if (!entry.fault().breaksBrokers()) {
                    ExecutorService executor = entry.fault().waits() ? waiting : sharing;
                    running.add(executor.submit(() -> attempt(entry, grounds.shared())));
                }
            }
            await(running);
            // The few, and those that are left of clusters that failed.
            await(List.of(killing.submit(() -> kill(grounds.shared()))));
        } finally {
            for (ExecutorService executor : List.of(sharing, waiting, killing)) {
                executor.shutdownNow();
                // A run that is interrupted: they must have ended before the pages are written.
                executor.awaitTermination(STOP_DEADLINE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private List<Surroundings> openBreaking() throws InterruptedException {
        List<Surroundings> clusters = new ArrayList<>();
        while (breaking.size() > FEW && clusters.size() < BREAKING) {
            try {
                clusters.add(grounds.openBreaking());
            } catch (IOException | ExecutionException | RuntimeException failed) {
                failures.failed("a cluster whose brokers are to be killed did not come up", failed);
                break;
            }
        }
        return clusters;
    }

    private void await(List<Future<?>> running) throws InterruptedException {
        for (Future<?> future : running) {
            try {
                future.get();
            } catch (ExecutionException failed) {
                failures.failed("a part of the run broke off", failed);
            }
        }
    }

    /** Runs them one after the other until there are no more, or the cluster cannot be put right. */
    private void kill(Surroundings surroundings) {
        for (AtlasEntry entry = breaking.poll(); entry != null; entry = breaking.poll()) {
            try {
                grounds.restore(surroundings);
            } catch (RuntimeException broken) {
                breaking.add(entry);
                failures.failed("a cluster did not recover, and runs no more scenarios that kill brokers", broken);
                return;
            }
            attempt(entry, surroundings);
        }
    }

    private void attempt(AtlasEntry entry, Surroundings surroundings) {
        try {
            runner.run(entry, surroundings);
        } catch (IOException | RuntimeException failed) {
            failures.failed(entry.id() + " was not run to its end", failed);
        }
    }
}

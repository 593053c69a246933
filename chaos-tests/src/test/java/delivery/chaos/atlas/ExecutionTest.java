package delivery.chaos.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.scenario.Surroundings;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class ExecutionTest {
    private static final Surroundings SHARED = named("shared");
    private static final CycleStep STEP =
            new CycleStep(Phase.CYCLE, "produce", ApiKeys.PRODUCE, (short) 13, CycleStep.Party.LEADER);

    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Void> failed = new CompletableFuture<>();
    private final Deque<String> clusters = new ArrayDeque<>();
    private String broken = "none";

    private static Surroundings named(String name) {
        return new Surroundings(null, null, null, Path.of(name), Map.of());
    }

    private final Execution.ClusterSource grounds = new Execution.ClusterSource() {
        @Override
        public Surroundings shared() {
            return SHARED;
        }

        @Override
        public Surroundings openBreaking() {
            if (clusters.isEmpty()) {
                throw new IllegalStateException("three brokers to register did not come about");
            }
            return named(clusters.pop());
        }

        @Override
        public void restore(Surroundings surroundings) {
            if (surroundings.workDirectory().equals(Path.of(broken))) {
                throw new IllegalStateException("broker-2 is gone");
            }
        }
    };

    private void run(Execution.Runner runner, List<AtlasEntry> entries) throws InterruptedException {
        new Execution(grounds, runner, this::failed).run(entries);
    }

    /** So that no cluster has done all before the broken one was asked. */
    private void noteOnceSomethingFailed(AtlasEntry entry, Surroundings surroundings) {
        failed.join();
        note(entry, surroundings);
    }

    private void note(AtlasEntry entry, Surroundings surroundings) {
        ran.add(entry.repetition() + " on " + surroundings.workDirectory());
    }

    private void failed(String what, Exception why) {
        failures.add(what);
        failed.complete(null);
    }

    private static List<AtlasEntry> entries(int count, Strike strike) {
        return IntStream.range(0, count)
                .mapToObj(number -> new AtlasEntry(
                        Pipelines.ALL.get(0), new StepFault(STEP, strike, TransactionOrder.AS_FLUSHED), number, null))
                .toList();
    }

    @Test
    void aClusterThatDoesNotComeUpCostsNoScenario() throws InterruptedException {
        run(this::note, entries(5, Strike.BROKER_KILLED_AFTER));

        assertThat(ran).hasSize(5).allMatch(one -> one.endsWith("on shared"));
        assertThat(failures).containsExactly("a cluster whose brokers are to be killed did not come up");
    }

    @Test
    void aClusterThatDoesNotRecoverLeavesItsScenariosToTheOthers() throws InterruptedException {
        clusters.addAll(List.of("one", "two"));
        broken = "one";

        run(this::noteOnceSomethingFailed, entries(5, Strike.BROKER_KILLED_AFTER));

        assertThat(ran).hasSize(5).noneMatch(one -> one.endsWith("on one"));
        assertThat(failures).containsExactly("a cluster did not recover, and runs no more scenarios that kill brokers");
    }

    @Test
    void aScenarioThatFailsCostsItselfAlone() throws InterruptedException {
        Execution.Runner runner = (entry, surroundings) -> {
            if (entry.repetition() == 1) {
                throw new IllegalStateException("no space left on device");
            }
            note(entry, surroundings);
        };

        run(runner, entries(4, Strike.REQUEST_LOST));

        assertThat(ran).hasSize(3);
        assertThat(failures).containsExactly("at-most-once/produce/request-lost was not run to its end");
    }

    @Test
    void theClustersWhoseBrokersAreKilledAreUpBeforeTheRestBegins() throws InterruptedException {
        clusters.addAll(List.of("one", "two"));
        List<AtlasEntry> all = new ArrayList<>(entries(4, Strike.REQUEST_LOST));
        all.addAll(entries(4, Strike.BROKER_KILLED_AFTER));
        List<Integer> unopened = Collections.synchronizedList(new ArrayList<>());

        run((entry, surroundings) -> unopened.add(clusters.size()), all);

        assertThat(unopened).hasSize(8).containsOnly(0);
    }

    @Test
    void aFewThatKillBrokersComeLastOnTheSharedCluster() throws InterruptedException {
        clusters.add("one");
        List<AtlasEntry> all = new ArrayList<>(entries(3, Strike.BROKER_KILLED_AFTER));
        all.addAll(entries(1, Strike.REQUEST_LOST));

        run((entry, surroundings) -> ran.add(entry.fault().id() + " on " + surroundings.workDirectory()), all);

        assertThat(ran).hasSize(4).startsWith("request-lost on shared").endsWith("broker-killed on shared");
        assertThat(clusters).containsExactly("one");
    }
}

package delivery.chaos.run;

import delivery.chaos.fault.Fault;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** Faults that do everything but put a promise to the test. */
final class FaultsThatProveNothing {
    private FaultsThatProveNothing() {}

    /** Does something with the testbed, and hands over firings or not. */
    @FunctionalInterface
    private interface Injection {
        void inject(Testbed testbed, Consumer<Fault.Firing> fired) throws Exception;
    }

    private record Useless(String name, Injection injection) implements Fault {
        @Override
        public String description() {
            return "Puts nothing to the test.";
        }

        @Override
        public Set<Circumstance> circumstances() {
            return Set.of(Circumstance.PIPELINE_RESTARTED);
        }

        @Override
        public int firings() {
            return 1;
        }

        @Override
        public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
            return List.of(new Aim(Aim.Step.PRODUCE, 0, 0));
        }

        @Override
        public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
            injection.inject(testbed, fired);
        }
    }

    static Fault neverStartsThePipeline() {
        return new Useless("never-starts", (testbed, fired) -> {});
    }

    static Fault neverFires() {
        return new Useless("never-fires", (testbed, fired) -> testbed.pipeline().start());
    }

    static Fault firesWithoutProof() {
        return new Useless("no-proof", (testbed, fired) -> {
            testbed.pipeline().start();
            fired.accept(
                    new Fault.Firing(1, 2, Set.of(), 0, Set.of("an event"), Map.of(), "it fired, trust me", Map.of()));
        });
    }

    /** A real SIGKILL, with a real proof, of a pipeline that has nothing left to do. */
    static Fault killsAfterTheEnd() {
        return new Useless("after-the-end", (testbed, fired) -> {
            testbed.pipeline().start();
            Awaitility.await("the pipeline to have committed everything")
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            testbed.committedOffsets().equals(testbed.events().byPartition()));
            int exitCode = testbed.pipeline().kill().exitCode();
            fired.accept(new Fault.Firing(
                    testbed.clock().elapsedMs(),
                    testbed.clock().elapsedMs(),
                    Set.of(),
                    0,
                    testbed.betweenEffectAndCommit(),
                    testbed.atRisk()
                            .takenUpAgain(testbed.betweenEffectAndCommit())
                            .events(),
                    "the pipeline ended by SIGKILL",
                    Map.of("exitCode", exitCode)));
            testbed.pipeline().start();
        });
    }

    static Fault fails() {
        return new Useless("fails", (testbed, fired) -> {
            throw new IllegalStateException("the harness has a bug");
        });
    }
}

package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * SIGKILL to the pipeline when its offsets are committed and it does not know it yet: before the effects, for a
 * pipeline that commits first; before the transaction's end, for one whose commit is part of a transaction.
 */
final class KilledAfterCommit implements Fault {
    private static final Set<Integer> ALL_PARTITIONS = Set.of();

    @Override
    public String name() {
        return "killed-after-commit";
    }

    @Override
    public String description() {
        return "The pipeline is killed (SIGKILL) when a commit of offsets has been carried out and before the answer arrives, "
                + "and started again.";
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
        return Aim.spread(random, eventsByPartition, List.of(Aim.Step.COMMIT));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Aim due = schedule.get(0);
        Hold trap = testbed.link()
                .tap()
                .holdCarriedOut(request -> testbed.requests().commits(request, due.partition(), due.offset()));
        testbed.pipeline().start();
        HeldRequest held = Patience.caught(testbed, trap, "commit of offsets");
        Deed done = strike(testbed, held);
        int lastConnection = testbed.link().tap().connections();
        testbed.pipeline().start();
        fired.accept(done.firing(testbed, held, lastConnection));
    }

    private static Deed strike(Testbed testbed, HeldRequest held) throws Exception {
        ChildProcess killed = testbed.pipeline().kill();
        long atMs = testbed.clock().elapsedMs();
        Set<String> inFlight = testbed.betweenEffectAndCommit();
        inFlight.addAll(testbed.lastEventsToCommit(held.request()));
        Deed done = new Deed(killed, atMs, inFlight, testbed.atRisk().takenUpAgain(inFlight));
        held.cut();
        return done;
    }

    /** What was done when the commit had been carried out, and what it was done to. */
    private record Deed(ChildProcess killed, long atMs, Set<String> inFlight, AtRisk atRisk) {
        Firing firing(Testbed testbed, HeldRequest held, int lastConnection) {
            Map<String, Object> proof = new LinkedHashMap<>();
            proof.put("pid", killed.pid());
            proof.put("exitCode", killed.exitCode());
            proof.put("request", held.request().toString());
            proof.put("offsets", testbed.requests().offsetsToCommit(held.request()));
            proof.put("answer", held.answer());
            String what =
                    "pid %d ended by SIGKILL (exit code %d) when %s had been carried out; its answer never arrived"
                            .formatted(killed.pid(), killed.exitCode(), held.request());
            return new Firing(
                    atMs,
                    testbed.clock().elapsedMs(),
                    ALL_PARTITIONS,
                    lastConnection,
                    inFlight,
                    atRisk.events(),
                    what,
                    proof);
        }
    }
}

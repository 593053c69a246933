package delivery.chaos.fault;

import delivery.chaos.fault.Aim.Step;
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
 * SIGTERM to the pipeline in the middle of a cycle: a request of it is held, and goes on once the signal was sent.
 * What a deploy does; nothing is broken by it, so it excuses nothing.
 */
final class PipelineStopped implements Fault {
    /** In this order: a transaction of Streams takes a good part of the input with it. */
    private static final List<Step> STEPS = List.of(Step.PRODUCE, Step.PRODUCE, Step.END_OF_CYCLE);

    private static final Set<Integer> ALL_PARTITIONS = Set.of();

    @Override
    public String name() {
        return "pipeline-stopped";
    }

    @Override
    public String description() {
        return "Three times the pipeline is asked to stop (SIGTERM) with a Produce, or the request that ends its cycle, under "
                + "way, which goes on; it is started again when it has ended.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.UNDISTURBED);
    }

    @Override
    public int firings() {
        return STEPS.size();
    }

    /** Streams goes on with what it has fetched until its next commit: at 100 ms, with all that two more stops need. */
    @Override
    public Map<String, String> clientSettings() {
        return Map.of("commit.interval.ms", "10");
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.spread(random, eventsByPartition, STEPS);
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        for (Aim due : schedule) {
            Hold trap = due.step() == Step.PRODUCE
                    ? testbed.holdEffects(due.partition(), due.offset())
                    : testbed.holdEndOfCycle(due.partition(), due.offset());
            testbed.pipeline().start();
            fired.accept(stop(testbed, Patience.caught(testbed, trap, due.step().name()), due.step()));
        }
        testbed.pipeline().start();
    }

    private static Firing stop(Testbed testbed, HeldRequest held, Step step) throws Exception {
        Set<String> inFlight = testbed.betweenEffectAndCommit();
        inFlight.addAll(testbed.eventsOf(held.request()));
        AtRisk atRisk = testbed.atRisk().takenUpAgain(inFlight);
        long atMs = testbed.clock().elapsedMs();
        testbed.pipeline().requestStop();
        // Until it has taken notice of the signal, before it can be through with what it is at.
        Quiescence.await(testbed, held);
        held.passOn();
        ChildProcess stopped = testbed.pipeline().stop().orElseThrow();
        long endedAtMs = testbed.clock().elapsedMs();
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("pid", stopped.pid());
        proof.put("exitCode", stopped.exitCode());
        proof.put("step", step);
        proof.put("request", held.request().toString());
        proof.put("eventsInFlight", inFlight.size());
        String what = "pid %d was sent SIGTERM at %s, which then went on, and ended %d ms later (exit code %d)"
                .formatted(stopped.pid(), held.request(), endedAtMs - atMs, stopped.exitCode());
        int lastConnection = testbed.link().tap().connections();
        return new Firing(atMs, endedAtMs, ALL_PARTITIONS, lastConnection, inFlight, atRisk.events(), what, proof);
    }
}

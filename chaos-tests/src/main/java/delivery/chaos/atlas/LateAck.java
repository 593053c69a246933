package delivery.chaos.atlas;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import delivery.chaos.process.MachineLoad;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** An answer that is longer on its way than the pipeline waits for it. */
record LateAck(CycleStep step) implements NamedFault {
    static final String ID = "late-ack";

    private static final int PATIENCE_MS = 2_000;
    private static final Set<Integer> ALL_PARTITIONS = Set.of();

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String label() {
        return "ack late";
    }

    @Override
    public String sentence() {
        return "the broker carries the request out, and the answer comes only when the pipeline has given it up and "
                + "gone on";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.ACK_LOST);
    }

    @Override
    public Map<String, String> clientSettings() {
        return Map.of("request.timeout.ms", String.valueOf(PATIENCE_MS));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        StepTrap stepTrap = StepTrap.of(step, testbed);
        Map<String, Object> proof = new LinkedHashMap<>();
        try {
            HeldRequest held = stepTrap.carriedOut(stepTrap.await(), proof);
            long atMs = testbed.clock().elapsedMs();
            Set<String> inFlight = testbed.betweenEffectAndCommit();
            AtRisk atRisk = testbed.atRisk().unanswered(testbed.eventsOf(held.request()));
            ConnectionEnd end = held.awaitUnanswered(MachineLoad.scaled(StepTrap.RESPONSE_DEADLINE));
            awaitNextAcknowledgement(stepTrap, atMs);
            long late = held.age().toMillis();
            held.deliverResponse();
            inFlight.addAll(testbed.traffic().takeUnanswered());
            proof.put("request", held.request().toString());
            proof.put("lateByMs", late);
            proof.put("connectionEnd", end);
            String what = "%s was carried out; its answer came after %d ms, over a connection that the pipeline had"
                            .formatted(held.request(), late)
                    + " closed, when it had gone on over another";
            fired.accept(new Firing(
                    atMs, testbed.clock().elapsedMs(), ALL_PARTITIONS, 0, inFlight, atRisk.events(), what, proof));
        } catch (TimeoutException never) {
            throw stepTrap.never(never);
        }
    }

    private static void awaitNextAcknowledgement(StepTrap stepTrap, long atMs) {
        stepTrap.progress()
                .await(
                        "effects to be acknowledged over another connection",
                        () -> stepTrap.testbed()
                                .traffic()
                                .firstAcknowledgementAfter(atMs, ALL_PARTITIONS, 0)
                                .isPresent());
    }
}

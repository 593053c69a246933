package delivery.chaos.atlas;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.ResponseDigest;
import delivery.chaos.process.MachineLoad;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.message.EndTxnRequestData;

/**
 * An EndTxn that is longer on its way than the pipeline waits: it is sent again over another connection, and carried
 * out; the next transaction begins; then the late one arrives, between that one's effects and its offsets.
 *
 * @param step the EndTxn
 * @param second of the two requests that carry effects and offsets: it is held while the late one is dealt with
 * @param order of the two
 */
record LateEndTxn(CycleStep step, CycleStep second, TransactionOrder order) implements NamedFault {
    static final String ID = "late-end-txn";

    private static final String PATIENCE_MS = "3000";
    private static final Set<Integer> ALL_PARTITIONS = Set.of();

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String label() {
        return "EndTxn late";
    }

    @Override
    public String sentence() {
        return "the request reaches the broker late, when the pipeline has sent it again and is in the middle of its "
                + "next transaction";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.ACK_LOST);
    }

    @Override
    public Map<String, String> clientSettings() {
        Map<String, String> settings = new HashMap<>(order.clientSettings());
        settings.put("request.timeout.ms", PATIENCE_MS);
        return settings;
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        StepTrap stepTrap = StepTrap.of(step, testbed);
        try {
            HeldRequest late = stepTrap.await();
            Hold trap = stepTrap.arm(second.name(), Size.STRUCK_BATCH + 1);
            HeldRequest between = stepTrap.progress().awaitCaught(trap);
            fired.accept(arriveLate(stepTrap, late, between));
        } catch (TimeoutException never) {
            throw stepTrap.never(never);
        }
    }

    private Firing arriveLate(StepTrap stepTrap, HeldRequest late, HeldRequest between) throws Exception {
        Testbed testbed = stepTrap.testbed();
        long atMs = testbed.clock().elapsedMs();
        long lateMs = late.age().toMillis();
        Set<String> inFlight = new HashSet<>(testbed.requests().eventIds(between.request()));
        inFlight.addAll(testbed.eventsToCommit(between.request()));
        inFlight.addAll(testbed.traffic().openTransaction());
        AtRisk atRisk = testbed.atRisk().takenUpAgain(inFlight);
        late.releaseWithholdingResponse();
        Map<String, Object> answer = late.awaitResponseWithheld(MachineLoad.scaled(StepTrap.RESPONSE_DEADLINE));
        late.cut();
        boolean carriedOut = !ResponseDigest.isError(answer);
        if (carriedOut) {
            awaitEnded(stepTrap, ((EndTxnRequestData) late.request().body()).transactionalId());
        }
        between.passOn();
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("request", late.request().toString());
        proof.put("lateByMs", lateMs);
        proof.put("carriedOut", carriedOut);
        proof.put("answer", answer);
        proof.put("heldMeanwhile", between.request().toString());
        String what = "%s arrived after %d ms, when the pipeline had sent it again and was about to send %s of the next"
                        .formatted(late.request(), lateMs, between.request())
                + " transaction; the broker "
                + (carriedOut ? "carried it out" : "refused it: " + answer);
        return new Firing(atMs, testbed.clock().elapsedMs(), ALL_PARTITIONS, 0, inFlight, atRisk.events(), what, proof);
    }

    /** Until what the late one has begun is done: nothing is left for the next request to wait for. */
    private static void awaitEnded(StepTrap stepTrap, String transactionalId) {
        stepTrap.progress()
                .await(
                        "the transaction to be ended by an EndTxn of the one before",
                        () -> stepTrap.testbed()
                                        .cluster()
                                        .admin()
                                        .describeTransactions(List.of(transactionalId))
                                        .description(transactionalId)
                                        .get()
                                        .state()
                                == TransactionState.COMPLETE_COMMIT);
    }
}

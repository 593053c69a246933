package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A transaction is committed and its producer does not learn it for longer than {@code commitTransaction} waits
 * ({@code max.block.ms}): the call ends with a TimeoutException, and only asking again is right.
 */
final class EndTxnUnanswered implements Fault {
    private static final Duration MAX_BLOCK = Duration.ofMillis(2_000);
    private static final Duration KEPT_BACK = MAX_BLOCK.multipliedBy(3).dividedBy(2);
    private static final Set<Integer> ALL_PARTITIONS = Set.of();

    @Override
    public String name() {
        return "end-txn-unanswered";
    }

    @Override
    public String description() {
        return "An EndTxn (commit) is carried out and its answer kept back for " + KEPT_BACK.toMillis()
                + " ms; a producer waits for it for " + MAX_BLOCK.toMillis() + " ms (max.block.ms).";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.ACK_LOST);
    }

    /** Without transactions there is nothing to answer. */
    @Override
    public boolean concerns(Guarantee guarantee) {
        return guarantee.readsCommitted();
    }

    @Override
    public int firings() {
        return 1;
    }

    @Override
    public Map<String, String> clientSettings() {
        return Map.of("max.block.ms", String.valueOf(MAX_BLOCK.toMillis()));
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.spread(random, eventsByPartition, List.of(Aim.Step.END_TXN));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Aim due = schedule.get(0);
        Hold trap = testbed.link().tap().holdCarriedOut(testbed.commitsTransaction(due.partition(), due.offset()));
        testbed.pipeline().start();
        fired.accept(keepBack(testbed, Patience.caught(testbed, trap, "EndTxn (commit)")));
    }

    private static Firing keepBack(Testbed testbed, HeldRequest held) throws Exception {
        long atMs = testbed.clock().elapsedMs();
        Set<String> inFlight = testbed.traffic().openTransaction();
        AtRisk atRisk = testbed.atRisk().unanswered(inFlight);
        Patience.until(
                testbed, "the answer to be late", () -> testbed.clock().elapsedMs() - atMs > KEPT_BACK.toMillis());
        held.deliverResponse();
        long deliveredAtMs = testbed.clock().elapsedMs();
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("request", held.request().toString());
        proof.put("answer", held.answer());
        proof.put("keptBackForMs", deliveredAtMs - atMs);
        proof.put("maxBlockMs", MAX_BLOCK.toMillis());
        proof.put("eventsInTransaction", inFlight.size());
        String what = "%s was carried out with %d events in its transaction; its answer was kept back for %d ms"
                .formatted(held.request(), inFlight.size(), deliveredAtMs - atMs);
        return new Firing(atMs, deliveredAtMs, ALL_PARTITIONS, 0, inFlight, atRisk.events(), what, proof);
    }
}

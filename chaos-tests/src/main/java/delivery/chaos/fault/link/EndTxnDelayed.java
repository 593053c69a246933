package delivery.chaos.fault.link;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The other side of {@link EndTxnUnanswered}: {@code commitTransaction} ends with the same TimeoutException, and the
 * coordinator has not even heard of the commit. Who takes it for done loses the transaction with its producer.
 */
public final class EndTxnDelayed extends AimedFault {
    private static final long MAX_BLOCK_MS = 2_000;
    private static final long DELAY_MS = MAX_BLOCK_MS * 3 / 2;

    public EndTxnDelayed() {
        super(FaultDescription.of(
                        "end-txn-delayed",
                        "An EndTxn (commit) does not reach its coordinator for " + DELAY_MS
                                + " ms; a producer waits for its answer for " + MAX_BLOCK_MS + " ms (max.block.ms).")
                .when("a transaction's commit arrives late")
                .takesThrough(Circumstance.ACK_LOST)
                // Without transactions there is nothing to commit.
                .concerns(Guarantee::readsCommitted)
                .clientSettings(Map.of(
                        "max.block.ms",
                        String.valueOf(MAX_BLOCK_MS),
                        // Streams takes the timeout for a corrupted task, and may then pass over events that it had
                        // polled: seen with 4.4.0. Here it is to wait.
                        "producer.max.block.ms",
                        "60000"))
                .strikesAt(Aim.Step.END_TXN));
    }

    private record Delayed(TappedRequest request, long delayedForMs, long maxBlockMs, int eventsInTransaction)
            implements Proof {
        @Override
        public String sentence() {
            return "%s did not reach its coordinator for %d ms, with %d events in its transaction"
                    .formatted(request, delayedForMs, eventsInTransaction);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest held = Await.start(testbed, schedule.get(0));
        Impact impact =
                Impact.now(testbed).on(testbed.traffic().openTransaction()).takenUpAgain();
        Await.until(testbed, "the commit to be late", () -> impact.elapsedMs() > DELAY_MS);
        held.passOn();
        int events = impact.inFlight().size();
        fired.accept(impact.proven(new Delayed(held.request(), impact.elapsedMs(), MAX_BLOCK_MS, events)));
    }
}

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
 * A transaction is committed and its producer does not learn it for longer than {@code commitTransaction} waits
 * ({@code max.block.ms}): the call ends with a TimeoutException, and only asking again is right.
 */
public final class EndTxnUnanswered extends AimedFault {
    private static final long MAX_BLOCK_MS = 2_000;
    private static final long KEPT_BACK_MS = MAX_BLOCK_MS * 3 / 2;

    /**
     * Streams asks for a rebalance then. With so short a poll it never ends within one, where Streams may lose events:
     * see {@link #rebalancedInOnePoll()}.
     */
    public EndTxnUnanswered() {
        this("end-txn-unanswered", 1, "");
    }

    /**
     * The same, and the rebalance that Streams asks for then ends within one poll, if no other partition has events:
     * the tasks that were revived are closed before their positions are reset
     * (TaskManager.handleTasksPendingInitialization), and what was polled is skipped.
     */
    public static EndTxnUnanswered rebalancedInOnePoll() {
        return new EndTxnUnanswered(
                "end-txn-unanswered-one-poll",
                MAX_BLOCK_MS,
                " A poll of Streams waits for " + MAX_BLOCK_MS
                        + " ms (poll.ms; 100 by default), longer than a rebalance" + " takes.");
    }

    private EndTxnUnanswered(String name, long pollMs, String more) {
        super(FaultDescription.of(
                        name,
                        "An EndTxn (commit) is carried out and its answer kept back for " + KEPT_BACK_MS
                                + " ms; a producer waits for it for " + MAX_BLOCK_MS + " ms (max.block.ms)." + more)
                .takesThrough(Circumstance.ACK_LOST)
                // Without transactions there is nothing to answer.
                .concerns(Guarantee::readsCommitted)
                .clientSettings(Map.of("max.block.ms", String.valueOf(MAX_BLOCK_MS), "poll.ms", String.valueOf(pollMs)))
                .strikesAt(Aim.Step.END_TXN));
    }

    private record KeptBack(
            TappedRequest request,
            Map<String, Object> answer,
            long keptBackForMs,
            long maxBlockMs,
            int eventsInTransaction)
            implements Proof {
        @Override
        public String sentence() {
            return "%s was carried out with %d events in its transaction; its answer was kept back for %d ms"
                    .formatted(request, eventsInTransaction, keptBackForMs);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest held = Await.start(testbed, testbed.holdCarriedOut(schedule.get(0)), Aim.Step.END_TXN);
        Impact impact =
                Impact.now(testbed).on(testbed.traffic().openTransaction()).unanswered();
        Await.until(testbed, "the answer to be late", () -> impact.elapsedMs() > KEPT_BACK_MS);
        held.deliverResponse();
        int events = impact.inFlight().size();
        fired.accept(
                impact.proven(new KeptBack(held.request(), held.answer(), impact.elapsedMs(), MAX_BLOCK_MS, events)));
    }
}

package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A transaction takes longer than {@code transaction.timeout.ms}: its coordinator has aborted it when the pipeline asks
 * for it to be committed. What the pipeline does with the answer decides what becomes of the batch.
 */
public final class TransactionTimedOut extends AimedFault {
    public TransactionTimedOut() {
        super(FaultDescription.of(
                        "transaction-timed-out",
                        "An EndTxn (commit) arrives when the transaction has taken longer than transaction.timeout.ms,"
                                + " and its coordinator has aborted it.")
                .when("a transaction outlasts its timeout")
                .takesThrough(Circumstance.PIPELINE_RESTARTED)
                .concerns(Guarantee::readsCommitted)
                .clientSettings(ClientTimeouts.longRequestTimeout())
                .clientSettings(Map.of("transaction.timeout.ms", "3000"))
                .strikesAt(Aim.Step.END_TXN));
    }

    private record TooLate(
            TappedRequest request,
            int eventsInFlight,
            long abortedAfterMs,
            Map<String, Object> answer,
            int startsBefore,
            int starts)
            implements Proof {
        @Override
        public String sentence() {
            return "%s of %d events arrived when the coordinator had aborted the transaction, after %d ms; the answer"
                            .formatted(request, eventsInFlight, abortedAfterMs)
                    + " was %s, and the pipeline %s"
                            .formatted(answer, starts > startsBefore ? "ended and was started again" : "went on");
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest held = Await.start(testbed, schedule.get(0));
        Set<String> about = testbed.eventsOf(held.request());
        Impact impact = Impact.now(testbed).on(about).takenUpAgain();
        int starts = testbed.pipeline().starts();
        Await.until(testbed, "the coordinator to abort the transaction", () -> {
            testbed.effects().readOn();
            return Collections.disjoint(testbed.effects().inLog(), about);
        });
        long abortedAfterMs = impact.elapsedMs();
        int sent = testbed.traffic().transactionsEnded();
        Map<String, Object> answer = Await.answerTo(held);
        held.deliverResponse();
        Await.until(
                testbed, "the next transaction to end", () -> testbed.traffic().transactionsEnded() > sent + 1);
        fired.accept(impact.proven(new TooLate(
                held.request(),
                about.size(),
                abortedAfterMs,
                answer,
                starts,
                testbed.pipeline().starts())));
    }
}

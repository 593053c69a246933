package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.AnswerInWords;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.SentEffects;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.message.EndTxnRequestData;

/**
 * A second instance with the same instance id, and so with the same {@code transactional.id}, is started while the
 * first is about to end its cycle: at the EndTxn of a transaction, else at a commit of offsets.
 */
public final class SecondInstance extends AimedFault {
    public SecondInstance() {
        super(FaultDescription.of(
                        "second-instance",
                        "A second instance with the same instance id (and transactional.id) takes over while the first "
                                + "one's EndTxn, or its commit of offsets if it has no transactions, is under way; "
                                + "the request arrives when effects of the same events are in the log.")
                .when("a second process takes over too early")
                .takesThrough(Circumstance.ZOMBIE)
                // The request under way has to outlast the start of a process.
                .clientSettings(Map.of("request.timeout.ms", "25000", "session.timeout.ms", "25000"))
                .strikesAt(Aim.Step.END_OF_CYCLE));
    }

    private record TakenOver(
            Replacement.ReplacementFacts second,
            TappedRequest request,
            Optional<String> transactionalIdOfFirst,
            long heldForMs,
            Map<String, Object> answer,
            String first)
            implements Proof {
        @Override
        public String sentence() {
            return "%s arrived when %s had taken over as %s, answered %s; the first instance %s"
                    .formatted(request, second.replacement(), second.instanceId(), AnswerInWords.of(answer), first);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        SentEffects sentByFirst = SentEffects.ofFirst(testbed);
        HeldRequest held = Await.start(testbed, schedule.get(0));
        Set<String> committed = testbed.committedEvents();
        Set<String> about = testbed.eventsOf(held.request());
        Impact impact =
                Impact.now(testbed).onAllBetweenEffectAndCommit().on(about).takenUpAgain();
        Replacement second = Replacement.ofFirst(testbed);
        second.awaitAssigned();
        second.awaitEffectsOf(about);
        // Whoever commits first had begun nothing: it is at risk only now of doing what another has done.
        impact.doneByAnother(committed);
        long heldMs = held.age().toMillis();
        Map<String, Object> answer = second.arriveLate(held);
        String did = second.awaitFirstSettled();
        Optional<String> transactionalId = Optional.of(held.request().body())
                .filter(EndTxnRequestData.class::isInstance)
                .map(endTxn -> ((EndTxnRequestData) endTxn).transactionalId());
        fired.accept(impact.on(sentByFirst.without(committed))
                .proven(new TakenOver(second.facts(), held.request(), transactionalId, heldMs, answer, did)));
    }
}

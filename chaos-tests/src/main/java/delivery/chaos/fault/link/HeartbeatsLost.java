package delivery.chaos.fault.link;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.protocol.ApiKeys;

/** A pipeline that lives and works, and that its group takes for dead: nothing that says so reaches the coordinator. */
public final class HeartbeatsLost extends AimedFault {
    /** A commit of offsets counts as one: in the classic protocol it begins the session anew. */
    private static final Set<ApiKeys> SIGNS_OF_LIFE = EnumSet.of(
            ApiKeys.HEARTBEAT,
            ApiKeys.CONSUMER_GROUP_HEARTBEAT,
            ApiKeys.STREAMS_GROUP_HEARTBEAT,
            ApiKeys.OFFSET_COMMIT);

    public HeartbeatsLost() {
        super(FaultDescription.of(
                        "heartbeats-lost",
                        "With a Produce under way, every Heartbeat and OffsetCommit is lost until the group has thrown "
                                + "the pipeline out; then the Produce arrives, and the pipeline finds out.")
                .when("heartbeats are lost")
                .takesThrough(Circumstance.REBALANCED)
                .clientSettings(Map.of("session.timeout.ms", "4000"))
                .strikesAt(Aim.Step.PRODUCE));
    }

    private record ThrownOut(EffectsInFlight.Facts effects, int requestsLost, long thrownOutAfterMs) implements Proof {
        @Override
        public String sentence() {
            return "%d Heartbeats and OffsetCommits were lost, and after %d ms the group had no member; then came %s"
                    .formatted(requestsLost, thrownOutAfterMs, effects);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        EffectsInFlight effects = EffectsInFlight.start(testbed, schedule.get(0));
        Impact impact = effects.impact().onAllBetweenEffectAndCommit().takenUpAgain();
        int lost = Await.loseAllUntil(
                testbed,
                request -> SIGNS_OF_LIFE.contains(request.apiKey()),
                "the group to throw the pipeline out",
                () -> testbed.groupMembers() == 0);
        ThrownOut proof = new ThrownOut(effects.facts(), lost, impact.elapsedMs());
        Await.answerTo(effects.held());
        impact.takenUpAgain();
        effects.held().deliverResponse();
        fired.accept(effects.proven(impact, proof));
    }
}

package delivery.chaos.fault.broker;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.protocol.Errors;

/**
 * An output partition has two replicas, and its follower is killed; then the leader gets a Produce, and is killed too;
 * the follower comes back first. What becomes of the Produce, {@code min.insync.replicas} and {@code
 * unclean.leader.election.enable} of the topic decide, and {@code acks}.
 */
public final class AcknowledgedAlone extends AimedFault {
    private final int minInSync;
    private final boolean unclean;

    /**
     * @param minInSync {@code min.insync.replicas}
     * @param unclean {@code unclean.leader.election.enable}
     */
    public AcknowledgedAlone(int minInSync, boolean unclean) {
        super(FaultDescription.of(
                        "alone-min-isr-" + minInSync + (unclean ? "-unclean" : ""),
                        ("With min.insync.replicas=%d and unclean.leader.election.enable=%s, the leader of an output "
                                        + "partition gets a Produce when its only follower is down, and is killed "
                                        + "(SIGKILL); the follower comes back first, the leader later.")
                                .formatted(minInSync, unclean))
                .when("the only replica with a write is killed")
                .takesThrough(Circumstance.BROKER_KILLED, Circumstance.ACK_LOST)
                // A leader that does not know yet that it is alone takes a Produce, and waits for the other so long.
                .clientSettings(Map.of("request.timeout.ms", "10000"))
                .breaksBrokers()
                .strikesAt(Aim.Step.PRODUCE));
        this.minInSync = minInSync;
        this.unclean = unclean;
    }

    private record Alone(
            EffectsInFlight.Facts effects,
            int minInSyncReplicas,
            boolean uncleanLeaderElection,
            Errors answer,
            int leader,
            int follower,
            Optional<Integer> electedWithout,
            boolean inLogAtTheEnd)
            implements Proof {
        @Override
        public String sentence() {
            return "%s was answered %s by broker %d, alone in sync, which was killed; %s; %s"
                    .formatted(
                            effects,
                            answer,
                            leader,
                            electedWithout
                                    .map(elected -> "broker " + elected + " came to lead in its place")
                                    .orElse("broker " + follower + " came back, and nobody led until the first did"),
                            inLogAtTheEnd ? "its effects are in the log" : "its effects are not in the log");
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        TwoReplicas replicas = TwoReplicas.of(testbed, schedule.get(0).partition(), minInSync, unclean);
        EffectsInFlight effects = EffectsInFlight.start(testbed, schedule.get(0));
        int leader = effects.request().brokerId();
        int follower = replicas.otherThan(leader);
        testbed.brokers().kill(follower);
        replicas.awaitAloneInSync(leader);
        testbed.holdNext(Aim.Step.PRODUCE);
        effects.held().passOn();
        Errors answer = answer(testbed, effects);
        Impact impact = effects.impact();
        impact = answer == Errors.NONE ? impact.restingOnALog(effects.eventIds()) : impact.unanswered();
        testbed.brokers().kill(leader);
        testbed.brokers().restart(follower);
        Optional<Integer> elected = replicas.awaitBackWithout(leader, unclean);
        testbed.brokers().restart(leader);
        testbed.cluster().awaitAllInSync();
        boolean inLog = !effects.awaitInLog().isEmpty();
        testbed.cancelHolds();
        fired.accept(effects.proven(
                impact, new Alone(effects.facts(), minInSync, unclean, answer, leader, follower, elected, inLog)));
    }

    private static Errors answer(Testbed testbed, EffectsInFlight effects) throws NotFiredException {
        Await.until(
                testbed,
                "an answer to " + effects.request(),
                () -> testbed.traffic().answerTo(effects.request()).isPresent());
        return testbed.traffic().answerTo(effects.request()).orElseThrow();
    }
}

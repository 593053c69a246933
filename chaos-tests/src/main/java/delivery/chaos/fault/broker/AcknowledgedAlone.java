package delivery.chaos.fault.broker;

import delivery.chaos.cluster.BrokerOperation;
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
    private final boolean losesData;

    /**
     * @param minInSync {@code min.insync.replicas}
     * @param unclean {@code unclean.leader.election.enable}
     */
    public AcknowledgedAlone(int minInSync, boolean unclean) {
        this(minInSync, unclean, unclean ? "-unclean" : "", "", false);
    }

    /** The same, waiting for the leader, which comes back with nothing: all that was in sync is gone. */
    public static AcknowledgedAlone losingData(int minInSync) {
        return new AcknowledgedAlone(minInSync, false, "-emptied", ", without anything that it had written", true);
    }

    private AcknowledgedAlone(int minInSync, boolean unclean, String suffix, String how, boolean losesData) {
        super(FaultDescription.of(
                        "alone-min-isr-" + minInSync + suffix,
                        ("With min.insync.replicas=%d and unclean.leader.election.enable=%s, the leader of an output "
                                        + "partition gets a Produce when its only follower is down, and is killed "
                                        + "(SIGKILL); the follower comes back first, the leader later%s.")
                                .formatted(minInSync, unclean, how))
                .when("the only replica with a write is killed")
                .takesThrough(Circumstance.BROKER_KILLED, Circumstance.ACK_LOST)
                // A leader that does not know yet that it is alone takes a Produce, and waits for the other so long.
                .clientSettings(Map.of("request.timeout.ms", "10000"))
                .breaksBrokers(BrokerOperation.KILL, BrokerOperation.START, BrokerOperation.REASSIGN)
                .strikesAt(Aim.Step.PRODUCE));
        this.minInSync = minInSync;
        this.unclean = unclean;
        this.losesData = losesData;
    }

    private record Alone(
            EffectsInFlight.Facts effects,
            int minInSyncReplicas,
            boolean uncleanLeaderElection,
            Errors answer,
            int leader,
            int follower,
            Optional<Integer> electedWithout,
            Optional<Long> bytesLost,
            boolean inLogAtTheEnd)
            implements Proof {
        @Override
        public String sentence() {
            return "%s was answered %s by broker %d, alone in sync, which was killed; %s%s; %s"
                    .formatted(
                            effects,
                            answer,
                            leader,
                            electedWithout
                                    .map(elected -> "broker " + elected + " came to lead in its place")
                                    .orElse("broker " + follower + " came back, and nobody led until the first did"),
                            bytesLost
                                    .map(bytes -> ", without its " + bytes + " bytes")
                                    .orElse(""),
                            inLogAtTheEnd ? "its effects are in the log" : "its effects are not in the log");
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        if (losesData && !testbed.cluster().canLoseData(1)) {
            throw new NotFiredException("the data of a broker is out of reach in its container");
        }
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
        impact = answer == Errors.NONE ? impact.mayBeLost(effects.eventIds()) : impact.unanswered();
        testbed.brokers().kill(leader);
        testbed.brokers().restart(follower);
        Optional<Integer> elected = replicas.awaitBackWithout(leader, unclean);
        Optional<Long> bytesLost = losesData ? Optional.of(testbed.cluster().loseData(leader)) : Optional.empty();
        testbed.brokers().restart(leader);
        testbed.cluster().awaitAllInSync();
        boolean inLog = !effects.awaitInLog().isEmpty();
        testbed.cancelHolds();
        fired.accept(effects.proven(
                impact,
                new Alone(effects.facts(), minInSync, unclean, answer, leader, follower, elected, bytesLost, inLog)));
    }

    private static Errors answer(Testbed testbed, EffectsInFlight effects) throws NotFiredException {
        Await.until(
                testbed,
                "an answer to " + effects.request(),
                () -> testbed.traffic().answerTo(effects.request()).isPresent());
        return testbed.traffic().answerTo(effects.request()).orElseThrow();
    }
}

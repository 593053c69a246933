package delivery.chaos.fault.broker;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.ResponseDigest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * SIGKILL to the broker that leads a partition of the output topic, after it has carried out a Produce and before its
 * response arrives; then the broker is started again on its data.
 */
public final class BrokerKilled extends AimedFault {
    public BrokerKilled() {
        super(FaultDescription.of(
                        "broker-killed",
                        "The broker that leads an output partition is killed (SIGKILL) after it has carried out a "
                                + "Produce and before its response arrives, and started again.")
                .when("the leader is killed")
                .takesThrough(Circumstance.BROKER_KILLED, Circumstance.ACK_LOST)
                .breaksBrokers()
                .strikesAt(Aim.Step.PRODUCE));
    }

    private record Killed(
            EffectsInFlight.Facts effects,
            Map<String, Long> inLogAt,
            KilledBroker.KillFacts killed,
            String ledPartition,
            int newLeader)
            implements Proof {
        @Override
        public String sentence() {
            return "%s, leader of %s, with %s answered but the answer not delivered; broker %d took over"
                    .formatted(killed, ledPartition, effects.request(), newLeader);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        EffectsInFlight effects = EffectsInFlight.start(testbed, schedule.get(0));
        Map<String, Long> inLogAt = carryOutUnanswered(effects);
        while (inLogAt.isEmpty()) {
            // Refused for the moment (CONCURRENT_TRANSACTIONS): nothing was written whose acknowledgement could be
            // lost. The pipeline is told, for it may be refused for good.
            Hold trap = testbed.holdNext(Aim.Step.PRODUCE);
            effects.held().deliverResponse();
            effects = EffectsInFlight.await(testbed, trap);
            inLogAt = carryOutUnanswered(effects);
        }
        int partition = effects.partitions().iterator().next();
        Impact impact = effects.impact().unanswered().strikesNow();
        KilledBroker broker = KilledBroker.kill(testbed, effects.request().brokerId());
        effects.held().cut();
        int newLeader = broker.awaitLeader(testbed.outputPartition(partition));
        String led = testbed.outputPartition(partition).toString();
        fired.accept(effects.proven(impact, new Killed(effects.facts(), inLogAt, broker.facts(), led, newLeader)));
    }

    /** Lets a Produce through and keeps its response back; says where its effects stand in the log, if they do. */
    private static Map<String, Long> carryOutUnanswered(EffectsInFlight effects)
            throws InterruptedException, NotFiredException {
        return ResponseDigest.isError(Await.answerTo(effects.held())) ? Map.of() : effects.awaitInLog();
    }
}

package delivery.chaos.fault.broker;

import delivery.chaos.cluster.BrokerOperation;
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
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * SIGKILL to the broker that leads a partition of the output topic, after it has carried out a Produce and before its
 * response arrives; then the broker is started again on its data.
 */
public final class BrokerKilled extends AimedFault {
    private final boolean losesData;

    public BrokerKilled() {
        this("broker-killed", "started again", "the leader is killed", false);
    }

    /** It comes back with nothing, as after a new disk, and has to fetch all of its partitions. */
    public static BrokerKilled losingData() {
        return new BrokerKilled(
                "broker-emptied",
                "started again under its id without anything that it had written",
                "the leader comes back without its data",
                true);
    }

    private BrokerKilled(String name, String then, String when, boolean losesData) {
        super(FaultDescription.of(
                        name,
                        "The broker that leads an output partition is killed (SIGKILL) after it has carried out a "
                                + "Produce and before its response arrives, and " + then + ".")
                .when(when)
                .takesThrough(Circumstance.BROKER_KILLED, Circumstance.ACK_LOST)
                .breaksBrokers(operations(losesData))
                .strikesAt(Aim.Step.PRODUCE));
        this.losesData = losesData;
    }

    private static BrokerOperation[] operations(boolean losesData) {
        return losesData
                ? new BrokerOperation[] {BrokerOperation.KILL, BrokerOperation.EMPTY, BrokerOperation.START}
                : new BrokerOperation[] {BrokerOperation.KILL, BrokerOperation.START};
    }

    private record Killed(
            EffectsInFlight.Facts effects,
            Map<String, Long> inLogAt,
            KilledBroker.KillFacts killed,
            String ledPartition,
            int newLeader,
            Optional<Long> bytesLost,
            Optional<Long> bytesFetchedAgain)
            implements Proof {
        @Override
        public String sentence() {
            return "%s, leader of %s, with %s answered but the answer not delivered; broker %d took over%s"
                    .formatted(
                            killed,
                            ledPartition,
                            effects.request(),
                            newLeader,
                            bytesLost
                                    .map(bytes -> "; it came back without its %d bytes, and fetched %d of them again"
                                            .formatted(bytes, bytesFetchedAgain.orElseThrow()))
                                    .orElse(""));
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
        if (losesData) {
            broker.losingData();
        }
        TopicPartition led = testbed.outputPartition(partition);
        int newLeader = broker.awaitLeader(led);
        Optional<Long> fetched = losesData
                ? Optional.of(testbed.cluster().logBytes(effects.request().brokerId(), led))
                : Optional.empty();
        fired.accept(effects.proven(
                impact,
                new Killed(
                        effects.facts(),
                        inLogAt,
                        broker.facts(),
                        led.toString(),
                        newLeader,
                        broker.bytesLost(),
                        fetched)));
    }

    /** Lets a Produce through and keeps its response back; says where its effects stand in the log, if they do. */
    private static Map<String, Long> carryOutUnanswered(EffectsInFlight effects)
            throws InterruptedException, NotFiredException {
        return ResponseDigest.isError(Await.answerTo(effects.held())) ? Map.of() : effects.awaitInLog();
    }
}

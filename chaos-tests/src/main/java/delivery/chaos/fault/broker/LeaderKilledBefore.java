package delivery.chaos.fault.broker;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.Quiescence;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * SIGKILL to the broker that leads an output partition with Produces on their way to it: none of them has arrived,
 * and all that the pipeline had sent after the first goes with it.
 */
public final class LeaderKilledBefore extends AimedFault {
    public LeaderKilledBefore() {
        super(FaultDescription.of(
                        "leader-killed-before",
                        "The broker that leads an output partition is killed (SIGKILL) before the first Produce "
                                + "after a commit of offsets arrives, and those that the pipeline had sent after it; it is started again.")
                .takesThrough(Circumstance.BROKER_KILLED, Circumstance.REQUEST_LOST)
                // The effects of a poll in several requests, which are sent at once.
                .clientSettings(Map.of("batch.size", "4096", "linger.ms", "0"))
                .breaksBrokers()
                .strikesAt(Aim.Step.COMMIT));
    }

    private record KilledFirst(
            EffectsInFlight.Facts effects, KilledBroker.KillFacts killed, String ledPartition, int newLeader)
            implements Proof {
        @Override
        public String sentence() {
            return "%s, leader of %s, with %s on its way to it, which never arrived; broker %d took over"
                    .formatted(killed, ledPartition, effects, newLeader);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest committing = Await.start(testbed, schedule.get(0));
        // The first Produce of a poll: what follows it is on its way too.
        Hold trap = testbed.holdNext(Aim.Step.PRODUCE);
        committing.passOn();
        EffectsInFlight effects = EffectsInFlight.await(testbed, trap);
        int partition = effects.partitions().iterator().next();
        Quiescence.await(testbed, effects.held());
        effects.requireAbsentFromLog();
        Impact impact =
                effects.impact().onAllBetweenEffectAndCommit().unanswered().strikesNow();
        KilledBroker broker = KilledBroker.kill(testbed, effects.request().brokerId());
        effects.held().discard();
        int newLeader = broker.awaitLeader(testbed.outputPartition(partition));
        String led = testbed.outputPartition(partition).toString();
        fired.accept(effects.proven(impact, new KilledFirst(effects.facts(), broker.facts(), led, newLeader)));
    }
}

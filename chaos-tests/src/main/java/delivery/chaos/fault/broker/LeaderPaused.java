package delivery.chaos.fault.broker;

import delivery.chaos.cluster.BrokerOperation;
import delivery.chaos.cluster.BrokerProcessState;
import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.function.Consumer;

/**
 * The leader of an output partition is stopped (SIGSTOP) with a Produce in its socket until another leads; then it
 * wakes up (SIGCONT), a zombie, and reads it.
 */
public final class LeaderPaused extends AimedFault {
    public LeaderPaused() {
        super(FaultDescription.of(
                        "leader-paused",
                        "The broker that leads an output partition is paused (SIGSTOP) with a Produce in its socket "
                                + "until another broker leads, and wakes up (SIGCONT).")
                .when("the leader stalls and is replaced")
                .takesThrough(Circumstance.BROKER_KILLED, Circumstance.ACK_LOST, Circumstance.REQUEST_LOST)
                .clientSettings(ClientTimeouts.shortRequestTimeout())
                .breaksBrokers(BrokerOperation.PAUSE, BrokerOperation.RESUME)
                .strikesAt(Aim.Step.PRODUCE));
    }

    private record Paused(
            EffectsInFlight.Facts effects,
            int broker,
            BrokerProcessState process,
            long pausedForMs,
            String ledPartition,
            int newLeader)
            implements Proof {
        @Override
        public String sentence() {
            return ("broker %d (%s), leader of %s, was paused for %d ms (%s) with %s on its way to it; broker %d took "
                            + "over")
                    .formatted(
                            broker,
                            process,
                            ledPartition,
                            pausedForMs,
                            process.paused().orElseThrow(),
                            effects.request(),
                            newLeader);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        EffectsInFlight effects = EffectsInFlight.start(testbed, schedule.get(0));
        int leader = effects.request().brokerId();
        int partition = effects.partitions().iterator().next();
        Impact impact = effects.impact().unanswered();
        BrokerProcessState broker = testbed.brokers().pause(leader);
        impact.strikesNow();
        effects.held().passOn();
        int newLeader = KilledBroker.awaitLeader(testbed, testbed.outputPartition(partition), leader);
        long pausedForMs = impact.elapsedMs();
        testbed.brokers().resume(leader);
        testbed.cluster().awaitAllInSync();
        fired.accept(effects.proven(
                impact,
                new Paused(
                        effects.facts(),
                        leader,
                        broker,
                        pausedForMs,
                        testbed.outputPartition(partition).toString(),
                        newLeader)));
    }
}

package delivery.chaos.fault.broker;

import delivery.chaos.cluster.BrokerOperation;
import delivery.chaos.cluster.BrokerProcessState;
import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Aim.Step;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brokers are restarted one after the other by SIGTERM, each with a Produce on its way to it: it hands its partitions
 * on (controlled shutdown), ends, and is started again. Who is careful waits until every replica is in sync before the
 * next; who is hasty, until the broker has joined.
 */
public final class RollingRestart extends AimedFault {
    private final boolean careful;

    private RollingRestart(String name, String wait, boolean careful) {
        super(FaultDescription.of(
                        name,
                        "Twice the broker that a Produce is on its way to is restarted (SIGTERM, controlled shutdown), "
                                + wait + ".")
                .when(careful ? "brokers restart one after another" : "brokers restart in haste")
                .takesThrough(Circumstance.BROKER_KILLED, Circumstance.REQUEST_LOST)
                .breaksBrokers(BrokerOperation.STOP, BrokerOperation.START)
                .strikesAt(Step.PRODUCE, Step.PRODUCE));
        this.careful = careful;
    }

    /** Waits for the replicas. */
    public static RollingRestart careful() {
        return new RollingRestart("rolling-restart", "the second when every replica is in sync again", true);
    }

    /** Waits for the broker alone. */
    public static RollingRestart hasty() {
        return new RollingRestart(
                "rolling-restart-hasty", "the second when the first has joined, in sync or not", false);
    }

    private record Restarted(
            EffectsInFlight.Facts effects,
            int broker,
            BrokerProcessState ended,
            Optional<Long> restartedPid,
            int newLeader,
            int replicasInSync)
            implements Proof {
        @Override
        public String sentence() {
            return "broker %d (%s) was asked to stop with %s on its way to it, and ended (exit code %d); broker %d led"
                            .formatted(broker, ended, effects, ended.exitCode().getAsInt(), newLeader)
                    + " then; when it had joined again the partition had " + replicasInSync + " replicas in sync";
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Hold trap = testbed.hold(schedule.get(0));
        testbed.pipeline().start();
        for (int strike = 0; strike < firings(); strike++) {
            EffectsInFlight effects = EffectsInFlight.await(testbed, trap);
            trap = testbed.holdNext(Step.PRODUCE);
            fired.accept(restart(testbed, effects));
        }
        testbed.cancelHolds();
        testbed.cluster().awaitAllInSync();
    }

    private Firing restart(Testbed testbed, EffectsInFlight effects) throws Exception {
        int id = effects.request().brokerId();
        int partition = effects.partitions().iterator().next();
        Impact impact =
                effects.impact().onAllBetweenEffectAndCommit().unanswered().strikesNow();
        BrokerProcessState ended = testbed.brokers().stop(id);
        effects.held().discard();
        int newLeader = KilledBroker.awaitLeader(testbed, testbed.outputPartition(partition), id);
        Optional<Long> pid = testbed.brokers().restart(id).pid();
        Await.until(
                testbed,
                "broker " + id + " to join again",
                () -> testbed.cluster().hasJoined(id));
        int inSync =
                testbed.cluster().inSync(testbed.topics().output(), partition).size();
        if (careful) {
            testbed.cluster().awaitAllInSync();
        }
        return effects.proven(impact, new Restarted(effects.facts(), id, ended, pid, newLeader, inSync));
    }
}

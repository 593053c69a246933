package delivery.chaos.fault.broker;

import delivery.chaos.cluster.BrokerOperation;
import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** SIGKILL to the active controller with a Produce on its way to it, which is lost; another one is elected. */
public final class ControllerKilled extends AimedFault {
    public ControllerKilled() {
        super(FaultDescription.of(
                        "controller-killed",
                        "The active controller of the cluster is killed (SIGKILL) with a Produce on its way to it, "
                                + "which is lost; it is started again.")
                .when("the controller is killed")
                .takesThrough(Circumstance.BROKER_KILLED, Circumstance.REQUEST_LOST)
                .breaksBrokers(BrokerOperation.KILL, BrokerOperation.START, BrokerOperation.DESCRIBE)
                .strikesAt(Aim.Step.PRODUCE));
    }

    private record Killed(
            EffectsInFlight.Facts effects, KilledBroker.KillFacts killed, int controller, int newController)
            implements Proof {
        @Override
        public String sentence() {
            return "%s, the active controller, at %s; broker %d took over"
                    .formatted(killed, effects.request(), newController);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        int controller = testbed.cluster().controller();
        EffectsInFlight effects = EffectsInFlight.start(testbed, inPartitionOf(testbed, controller, schedule.get(0)));
        Impact impact = effects.impact().unanswered().strikesNow();
        KilledBroker broker = KilledBroker.kill(testbed, controller);
        effects.held().passOn();
        int newController = broker.awaitController();
        fired.accept(effects.proven(impact, new Killed(effects.facts(), broker.facts(), controller, newController)));
    }

    /**
     * The same moment in a partition that this broker leads: a pipeline may be through with it before it comes to the
     * one that is aimed at.
     */
    private static Aim inPartitionOf(Testbed testbed, int leader, Aim aim)
            throws InterruptedException, ExecutionException, NotFiredException {
        Map<Integer, Long> events = testbed.events().byPartition();
        for (int partition : events.keySet()) {
            if (partition < testbed.topics().outputPartitions()
                    && testbed.cluster().leader(testbed.topics().output(), partition) == leader) {
                long offset = aim.offset() * events.get(partition) / events.get(aim.partition());
                return new Aim(aim.step(), partition, offset);
            }
        }
        throw new NotFiredException(
                "broker " + leader + ", the active controller, leads no output partition: no Produce goes to it");
    }
}

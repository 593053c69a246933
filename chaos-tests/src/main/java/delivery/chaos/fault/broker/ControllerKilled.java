package delivery.chaos.fault.broker;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.function.Consumer;

/** SIGKILL to the active controller with a Produce on its way to it, which is lost; another one is elected. */
public final class ControllerKilled extends AimedFault {
    public ControllerKilled() {
        super(FaultDescription.of(
                        "controller-killed",
                        "The active controller of the cluster is killed (SIGKILL) with a Produce on its way to it, "
                                + "which is lost; it is started again.")
                .takesThrough(Circumstance.BROKER_KILLED, Circumstance.REQUEST_LOST)
                .breaksBrokers()
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
        EffectsInFlight effects = EffectsInFlight.start(testbed, schedule.get(0));
        int controller = testbed.cluster().controller();
        while (effects.request().brokerId() != controller) {
            Hold trap = testbed.link()
                    .tap()
                    .hold(request -> request.brokerId() == controller
                            && testbed.traffic().isFirstAttempt(request));
            effects.held().passOn();
            effects = EffectsInFlight.await(testbed, trap);
        }
        Impact impact = effects.impact().unanswered().strikesNow();
        KilledBroker broker = KilledBroker.kill(testbed, controller);
        effects.held().passOn();
        int newController = broker.awaitController();
        fired.accept(effects.proven(impact, new Killed(effects.facts(), broker.facts(), controller, newController)));
    }
}

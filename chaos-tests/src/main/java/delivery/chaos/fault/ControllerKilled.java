package delivery.chaos.fault;

import delivery.chaos.cluster.BrokerProcess;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** SIGKILL to the active controller with a Produce on its way to it, which is lost; another one is elected. */
final class ControllerKilled implements Fault {
    @Override
    public String name() {
        return "controller-killed";
    }

    @Override
    public String description() {
        return "The active controller of the cluster is killed (SIGKILL) with a Produce on its way to it, which is lost; it is "
                + "started again.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.BROKER_KILLED, Circumstance.REQUEST_LOST);
    }

    @Override
    public int firings() {
        return 1;
    }

    @Override
    public boolean breaksBrokers() {
        return true;
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.spread(random, eventsByPartition, List.of(Aim.Step.PRODUCE));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Aim due = schedule.get(0);
        Hold trap = testbed.holdNewEffects(due.partition(), due.offset());
        testbed.pipeline().start();
        EffectsInFlight effects = EffectsInFlight.await(testbed, trap);
        int controller = testbed.cluster().controller();
        while (effects.request().brokerId() != controller) {
            trap = testbed.link()
                    .tap()
                    .hold(request -> request.brokerId() == controller
                            && testbed.traffic().isFirstAttempt(request));
            effects.held().passOn();
            effects = EffectsInFlight.await(testbed, trap);
        }
        AtRisk atRisk = testbed.atRisk().unanswered(effects.eventIds());
        long atMs = testbed.clock().elapsedMs();
        BrokerProcess killed = testbed.brokers().kill(controller);
        effects.held().passOn();
        Takeover takeover = Takeover.ofController(testbed, controller);
        Map<String, Object> proof = effects.proof();
        proof.put("controller", controller);
        proof.put("pid", killed.pid());
        proof.put("exitCode", killed.exitCode().getAsInt());
        proof.put("newController", takeover.successor());
        proof.put("restartedPid", takeover.restarted().pid());
        String what =
                "broker %d (%s), the active controller, ended by SIGKILL (exit code %d) at %s; broker %d took over"
                        .formatted(
                                controller,
                                killed,
                                killed.exitCode().getAsInt(),
                                effects.request(),
                                takeover.successor());
        fired.accept(effects.firing(atMs, testbed.clock().elapsedMs(), atRisk, what, proof));
    }
}

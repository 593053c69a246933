package delivery.chaos.fault.link;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Every proxy of the link is disabled, for longer than the request timeout, while a Produce is under way. */
public final class LinkDown extends AimedFault {
    private static final Duration DOWN = longerThan(ClientTimeouts.REQUEST_TIMEOUT);

    public LinkDown() {
        super(FaultDescription.of(
                        "link-down",
                        "The link to all brokers is down for " + DOWN.toMillis() + " ms (request timeout: "
                                + ClientTimeouts.REQUEST_TIMEOUT.toMillis() + " ms); a Produce is lost with it.")
                .when("the network is down")
                .takesThrough(Circumstance.REQUEST_LOST)
                .clientSettings(ClientTimeouts.shortRequestTimeout())
                .strikesAt(Aim.Step.PRODUCE));
    }

    private static Duration longerThan(Duration requestTimeout) {
        return requestTimeout.multipliedBy(5).dividedBy(4);
    }

    private record Refused(EffectsInFlight.Facts effects, long downForMs, int connectionsRefused) implements Proof {
        @Override
        public String sentence() {
            return "link down for %d ms, %d connections refused; %s never reached the broker"
                    .formatted(downForMs, connectionsRefused, effects);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        EffectsInFlight effects = EffectsInFlight.start(testbed, schedule.get(0));
        Duration down = longerThan(testbed.requestTimeout());
        int refusedBefore = testbed.link().tap().refusedConnections();
        Impact impact = effects.impact();
        int refused;
        testbed.link().down();
        try {
            effects.held().discard();
            Await.until(
                    testbed,
                    "the link to be down for " + down + " and the pipeline to have tried it",
                    () -> impact.elapsedMs() > down.toMillis()
                            && testbed.link().tap().refusedConnections() > refusedBefore);
            effects.requireAbsentFromLog();
            impact.unanswered();
            refused = testbed.link().tap().refusedConnections() - refusedBefore;
        } finally {
            testbed.link().up();
        }
        fired.accept(effects.proven(impact, new Refused(effects.facts(), impact.elapsedMs(), refused)));
    }
}

package delivery.chaos.fault.broker;

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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.protocol.Errors;

/**
 * Two of three brokers are stopped (SIGSTOP), all but the leader of an output partition, which gets a Produce: the
 * controllers have no majority, so that nobody leaves the replicas in sync, and who waits for all of them waits in vain.
 * Then both go on (SIGCONT).
 */
public final class TwoPaused extends AimedFault {
    private static final Duration PAUSED = ClientTimeouts.REQUEST_TIMEOUT.multipliedBy(3);

    public TwoPaused() {
        super(FaultDescription.of(
                        "two-paused",
                        "All brokers but the leader of an output partition are paused (SIGSTOP) for "
                                + PAUSED.toMillis()
                                + " ms while it gets a Produce (request timeout: "
                                + ClientTimeouts.REQUEST_TIMEOUT.toMillis() + " ms).")
                .takesThrough(Circumstance.BROKER_KILLED, Circumstance.ACK_LOST)
                .clientSettings(ClientTimeouts.shortRequestTimeout())
                .breaksBrokers()
                .strikesAt(Aim.Step.PRODUCE));
    }

    private record LeftAlone(
            EffectsInFlight.Facts effects, int leader, Set<Integer> paused, long pausedForMs, Optional<Errors> answer)
            implements Proof {
        @Override
        public String sentence() {
            return "brokers %s were paused for %d ms; %s was on its way to broker %d, the only one left, and %s"
                    .formatted(
                            paused,
                            pausedForMs,
                            effects,
                            leader,
                            answer.map(said -> "was answered " + said).orElse("got no answer in that time"));
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        EffectsInFlight effects = EffectsInFlight.start(testbed, schedule.get(0));
        int leader = effects.request().brokerId();
        Set<Integer> others = new TreeSet<>(testbed.cluster().clientEndpoints().keySet());
        others.remove(leader);
        Impact impact = effects.impact();
        for (int other : others) {
            testbed.brokers().pause(other);
        }
        impact.strikesNow();
        effects.held().passOn();
        Await.until(
                testbed, "the pause to outlast the pipeline's patience", () -> impact.elapsedMs() > PAUSED.toMillis());
        long pausedForMs = impact.elapsedMs();
        Optional<Errors> answer = testbed.traffic().answerTo(effects.request());
        for (int other : others) {
            testbed.brokers().resume(other);
        }
        testbed.cluster().awaitAllInSync();
        impact.mendedNow().unanswered();
        fired.accept(effects.proven(impact, new LeftAlone(effects.facts(), leader, others, pausedForMs, answer)));
    }
}

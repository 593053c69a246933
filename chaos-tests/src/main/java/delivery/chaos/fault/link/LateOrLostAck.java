package delivery.chaos.fault.link;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.process.MachineLoad;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The broker carries out a Produce, and its acknowledgement does not reach the pipeline (in time). A Produce is held,
 * the link broken, the Produce released; when its connection has ended, its effects are looked up in the log; the link
 * is repaired before the pipeline learns of anything.
 */
public abstract class LateOrLostAck extends AimedFault {
    private static final Duration UNANSWERED_DEADLINE = Duration.ofSeconds(10);

    protected LateOrLostAck(FaultDescription described) {
        super(described);
    }

    /** Done to the link before the pipeline starts. */
    protected void prepare(Testbed testbed) throws IOException {}

    /** Makes the link to a broker lose or delay what the broker sends. */
    protected abstract void breakLink(Testbed testbed, int brokerId) throws IOException;

    /** Undoes {@link #breakLink}. */
    protected abstract void mendLink(Testbed testbed, int brokerId) throws IOException;

    /** Whether a connection's end is the one that this fault brings about. */
    protected abstract boolean isEffectOf(ConnectionEnd end);

    private record Unacknowledged(EffectsInFlight.Facts effects, ConnectionEnd connectionEnd, Map<String, Long> inLogAt)
            implements Proof {
        @Override
        public String sentence() {
            return "%s: %d effects stand in the log from %s, its response never came (%s)"
                    .formatted(effects.request(), effects.effectsInFlight(), places(), connectionEnd);
        }

        /** {@code effects-1@250}, as the report writes places. */
        private String places() {
            return inLogAt.entrySet().stream()
                    .map(at -> at.getKey().substring(at.getKey().lastIndexOf('.') + 1) + "@" + at.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    @Override
    public final void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        prepare(testbed);
        Hold trap = testbed.hold(schedule.get(0));
        testbed.pipeline().start();
        int proven = 0;
        while (proven < firings()) {
            EffectsInFlight effects = EffectsInFlight.await(testbed, trap);
            try {
                Optional<Firing> firing = strike(testbed, effects);
                firing.ifPresent(fired);
                proven += firing.isPresent() ? 1 : 0;
                // Before the pipeline may go on: it is fast. In the place of a strike without proof, whatever comes
                // next.
                trap = firing.isPresent() && proven < schedule.size()
                        ? testbed.hold(schedule.get(proven))
                        : testbed.holdNext(Aim.Step.PRODUCE);
            } finally {
                effects.held().letGo();
            }
        }
    }

    /**
     * Strikes once. Without proof it does not count: the broker may refuse a Produce that it will take a moment later
     * (CONCURRENT_TRANSACTIONS while the transaction before is being completed).
     */
    private Optional<Firing> strike(Testbed testbed, EffectsInFlight effects) throws Exception {
        int brokerId = effects.request().brokerId();
        Impact impact = effects.impact();
        ConnectionEnd end;
        Map<String, Long> baseOffsets;
        breakLink(testbed, brokerId);
        try {
            effects.held().release();
            end = awaitUnanswered(effects);
            baseOffsets = effects.awaitInLog();
            impact.unanswered();
        } finally {
            mendLink(testbed, brokerId);
        }
        return baseOffsets.isEmpty() || !isEffectOf(end)
                ? Optional.empty()
                : Optional.of(effects.proven(impact, new Unacknowledged(effects.facts(), end, baseOffsets)));
    }

    private static ConnectionEnd awaitUnanswered(EffectsInFlight effects)
            throws InterruptedException, NotFiredException {
        try {
            return effects.held().awaitUnanswered(MachineLoad.scaled(UNANSWERED_DEADLINE));
        } catch (TimeoutException answered) {
            throw new NotFiredException(
                    effects.request() + " did not go unanswered within " + UNANSWERED_DEADLINE, answered);
        }
    }
}

package delivery.chaos.fault;

import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.protocol.Errors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A broker refuses a Produce for good: for a moment the output topic takes no record of more than a certain age, and
 * the Produce is held until it has that, so that the answer is INVALID_TIMESTAMP, which no client repeats. A send has
 * failed; a transaction has to be aborted.
 *
 * <p>The marker of that abort is younger. One that is refused for its age leaves its transaction undecided for good:
 * Kafka 4.3.1 and 4.4.0 do not know that error there (IllegalStateException in
 * TransactionMarkerRequestCompletionHandler).
 */
final class ProduceRefused implements Fault {
    private static final Duration AGE_MAX = ClientTimeouts.REQUEST_TIMEOUT.dividedBy(2);
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "produce-refused";
    }

    @Override
    public String description() {
        return "A broker refuses a Produce with an error that is not to be retried (INVALID_TIMESTAMP).";
    }

    @Override
    public Set<Circumstance> circumstances() {
        // Repeated, it would be refused again: who has no transaction to abort can only end, and be started again.
        return Set.of(Circumstance.REQUEST_LOST, Circumstance.PIPELINE_RESTARTED);
    }

    @Override
    public int firings() {
        return 1;
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.spread(random, eventsByPartition, List.of(Aim.Step.PRODUCE));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Hold trap = testbed.holdNewEffects(
                schedule.get(0).partition(), schedule.get(0).offset());
        testbed.pipeline().start();
        EffectsInFlight effects = EffectsInFlight.await(testbed, trap);
        long atMs = testbed.clock().elapsedMs();
        alter(
                testbed,
                new ConfigEntry(
                        TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, String.valueOf(AGE_MAX.toMillis())));
        Stake stake = Stake.in(testbed, effects);
        Errors answer = answerTo(effects, testbed);
        while (answer != Errors.INVALID_TIMESTAMP) {
            // The leader did not know of the topic's new setting yet.
            trap = testbed.holdNewEffects();
            effects = EffectsInFlight.await(testbed, trap);
            stake = Stake.in(testbed, effects);
            answer = answerTo(effects, testbed);
        }
        reset(testbed);
        long healedAtMs = testbed.clock().elapsedMs();
        awaitConclusion(testbed, healedAtMs, stake);
        Map<String, Object> proof = effects.proof();
        proof.put("error", answer.name());
        String what = "%s with %d effects was answered by %s".formatted(effects.request(), effects.records(), answer);
        fired.accept(
                effects.firing(atMs, healedAtMs, stake.atRisk(), what, proof).with(stake.uncommitted(testbed)));
    }

    /** What stood where before the refusal; all that is uncommitted when a batch fails may be done again. */
    private record Stake(Set<String> committed, AtRisk atRisk, int starts, int transactionsEnded) {
        static Stake in(Testbed testbed, EffectsInFlight effects) throws Exception {
            Set<String> inFlight = testbed.betweenEffectAndCommit();
            inFlight.addAll(effects.eventIds());
            return new Stake(
                    testbed.committedEvents(),
                    testbed.atRisk().takenUpAgain(inFlight),
                    testbed.pipeline().starts(),
                    testbed.traffic().transactionsEnded());
        }

        Set<String> uncommitted(Testbed testbed) {
            Set<String> uncommitted = new HashSet<>(testbed.traffic().sent());
            uncommitted.removeAll(committed);
            return uncommitted;
        }
    }

    /**
     * What was sent behind the refused request arrives until the pipeline has ended, or its transaction, or it goes
     * on.
     */
    private static void awaitConclusion(Testbed testbed, long answeredAtMs, Stake stake)
            throws InterruptedException, NotFiredException {
        Patience.until(
                testbed,
                "the pipeline to draw its conclusion from the refusal",
                () -> testbed.pipeline().starts() > stake.starts()
                        || testbed.traffic().transactionsEnded() > stake.transactionsEnded()
                        || testbed.traffic()
                                .firstAcknowledgementAfter(answeredAtMs, Set.of(), 0)
                                .isPresent());
    }

    private static Errors answerTo(EffectsInFlight effects, Testbed testbed) throws NotFiredException {
        Awaitility.await(effects.request() + " to be too old")
                .pollInterval(Duration.ofMillis(10))
                .until(() -> effects.held().age().compareTo(AGE_MAX) > 0);
        effects.held().passOn();
        try {
            return Awaitility.await("an answer to " + effects.request())
                    .atMost(ANSWER_DEADLINE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> testbed.traffic().answerTo(effects.request()), Optional::isPresent)
                    .get();
        } catch (ConditionTimeoutException none) {
            throw new NotFiredException("no answer came to " + effects.request() + " within " + ANSWER_DEADLINE, none);
        }
    }

    private static void alter(Testbed testbed, ConfigEntry entry) throws InterruptedException, ExecutionException {
        alter(testbed, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET)));
    }

    private static void reset(Testbed testbed) throws InterruptedException, ExecutionException {
        ConfigEntry entry = new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, null);
        alter(testbed, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.DELETE)));
    }

    private static void alter(Testbed testbed, Collection<AlterConfigOp> ops)
            throws InterruptedException, ExecutionException {
        ConfigResource topic =
                new ConfigResource(ConfigResource.Type.TOPIC, testbed.topics().output());
        testbed.cluster()
                .admin()
                .incrementalAlterConfigs(Map.of(topic, ops))
                .all()
                .get();
    }
}

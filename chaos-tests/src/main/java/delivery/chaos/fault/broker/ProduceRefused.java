package delivery.chaos.fault.broker;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.pipeline.KilledDoingAgain;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.ScenarioTopics;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.protocol.Errors;

/**
 * A broker refuses a Produce for good: for a moment the output topic takes no record of more than a certain age, and
 * the Produce is held until it has that, so that the answer is INVALID_TIMESTAMP, which no client repeats. A send has
 * failed; a transaction has to be aborted.
 *
 * <p>The marker of that abort is younger. One that is refused for its age leaves its transaction undecided for good:
 * Kafka 4.3.1 and 4.4.0 do not know that error there (IllegalStateException in
 * TransactionMarkerRequestCompletionHandler).
 */
public final class ProduceRefused extends AimedFault {
    private static final Duration AGE_MAX = ClientTimeouts.REQUEST_TIMEOUT.dividedBy(2);

    private static final int BATCH_SIZE = 2048;

    private final boolean killsLast;
    private final OptionalInt batchSize;

    private ProduceRefused(
            String then, boolean killsLast, OptionalInt batchSize, UnaryOperator<FaultDescription> striking) {
        super(striking.apply(FaultDescription.of(
                        "produce-refused",
                        "A broker refuses a Produce with an error that is not to be retried (INVALID_TIMESTAMP)" + then
                                + ".")
                // Repeated, it would be refused again: who has no transaction to abort can only end, and be started
                // again.
                .when("a write is refused")
                .takesThrough(Circumstance.REQUEST_LOST, Circumstance.PIPELINE_RESTARTED)));
        this.killsLast = killsLast;
        this.batchSize = batchSize;
    }

    /** Of the first batch of a partition: no offset is committed there that a pipeline could go back to. */
    public static ProduceRefused first() {
        return new ProduceRefused(
                "", false, OptionalInt.empty(), described -> described.strikesFirstAt(Aim.Step.PRODUCE));
    }

    /**
     * Of a later one, in one partition after the other: a mistake may be open in some of them only. The last time it is
     * also killed, for what is wrong in memory is right again once the batch is done again.
     */
    public static ProduceRefused inEachPartition() {
        return new ProduceRefused(
                ", in each partition; the last time the pipeline is killed (SIGKILL) when it does again what failed",
                true,
                OptionalInt.of(BATCH_SIZE),
                // Several batches of a partition in each poll: one is refused, and the next may be written.
                described -> described
                        .clientSettings(Map.of("batch.size", String.valueOf(BATCH_SIZE)))
                        .schedule(
                                ScenarioTopics.PARTITIONS,
                                (random, events) -> Aim.roundRobin(
                                        random,
                                        events,
                                        Collections.nCopies(ScenarioTopics.PARTITIONS, Aim.Step.PRODUCE))));
    }

    private record Refused(EffectsInFlight.Facts effects, Errors error) implements Proof {
        @Override
        public String sentence() {
            return "%s was answered by %s".formatted(effects, error);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Hold trap = trap(testbed, schedule.get(0));
        testbed.pipeline().start();
        Set<String> struck = new HashSet<>();
        for (int strikes = 1; strikes <= schedule.size(); strikes++) {
            boolean kills = killsLast && strikes == schedule.size();
            Supplier<Hold> another = another(testbed, schedule.get(strikes - 1));
            EffectsInFlight effects = EffectsInFlight.await(testbed, trap, another);
            // What was lost at one strike is still between the two steps at the next, and not in flight any more.
            struck.retainAll(testbed.committedEvents());
            Firing firing = refuse(testbed, effects, another, kills).without(struck);
            struck.addAll(firing.eventIds());
            fired.accept(firing);
            if (strikes < schedule.size()) {
                trap = trap(testbed, schedule.get(strikes));
            }
        }
    }

    /** Several batches of a poll are in a partition: one is to be struck after which another can be written. */
    private Hold trap(Testbed testbed, Aim aim) {
        return batchSize.isPresent() ? testbed.holdFull(aim, batchSize.getAsInt()) : testbed.hold(aim);
    }

    private Supplier<Hold> another(Testbed testbed, Aim aim) {
        return () -> batchSize.isPresent() ? trap(testbed, aim) : testbed.holdNext(Aim.Step.PRODUCE);
    }

    private static Firing refuse(Testbed testbed, EffectsInFlight caught, Supplier<Hold> another, boolean kills)
            throws Exception {
        EffectsInFlight effects = caught;
        setAgeMax(testbed, String.valueOf(AGE_MAX.toMillis()), OpType.SET);
        Stake stake = Stake.in(testbed, effects);
        Optional<KilledDoingAgain> kill = kill(testbed, effects, kills);
        holdWhatFollows(testbed, effects, kills);
        Errors answer = answerTo(effects, testbed);
        while (answer != Errors.INVALID_TIMESTAMP) {
            // The leader did not know of the topic's new setting yet.
            testbed.cancelHolds();
            effects = EffectsInFlight.await(testbed, another.get(), another);
            stake = Stake.in(testbed, effects);
            kill = kill(testbed, effects, kills);
            holdWhatFollows(testbed, effects, kills);
            answer = answerTo(effects, testbed);
        }
        setAgeMax(testbed, null, OpType.DELETE);
        letFollow(testbed, effects, kills);
        stake.impact().mendedNow();
        stake.awaitConclusion(testbed, kill);
        Impact impact = stake.impact().on(stake.uncommitted(testbed));
        Firing refused = effects.proven(impact, new Refused(effects.facts(), answer));
        return kill.isPresent() ? kill.get().strike().map(refused::followedBy).orElse(refused) : refused;
    }

    /**
     * A later batch of the same poll is as old, and would be refused, too: written, it is what a batch that is sent
     * again comes after. Where the pipeline is killed, another trap waits for the batch that is sent again.
     */
    private static void holdWhatFollows(Testbed testbed, EffectsInFlight effects, boolean kills) {
        if (!kills) {
            testbed.holdNextProduceTo(effects.request().brokerId());
        }
    }

    private static void letFollow(Testbed testbed, EffectsInFlight effects, boolean kills) throws Exception {
        if (!kills) {
            long decided = testbed.cluster().decisions();
            Await.until(
                    testbed,
                    "the leader to take records of every age again",
                    () -> testbed.cluster().hasReadDecisions(effects.request().brokerId(), decided));
            testbed.cancelHolds();
        }
    }

    private static Optional<KilledDoingAgain> kill(Testbed testbed, EffectsInFlight effects, boolean kills) {
        return kills ? Optional.of(new KilledDoingAgain(testbed, effects.eventIds())) : Optional.empty();
    }

    /** What stood where before the refusal; all that is uncommitted when a batch fails may be done again. */
    private record Stake(Set<String> committed, Impact impact, int starts, int transactionsEnded) {
        static Stake in(Testbed testbed, EffectsInFlight effects) throws Exception {
            return new Stake(
                    testbed.committedEvents(),
                    effects.impact().onAllBetweenEffectAndCommit().takenUpAgain(),
                    testbed.pipeline().starts(),
                    testbed.traffic().transactionsEnded());
        }

        Set<String> uncommitted(Testbed testbed) {
            Set<String> uncommitted = new HashSet<>(testbed.traffic().sent());
            uncommitted.removeAll(committed);
            return uncommitted;
        }

        /**
         * What was sent after the refused request arrives until the pipeline, or its transaction, has ended, or it goes
         * on.
         */
        void awaitConclusion(Testbed testbed, Optional<KilledDoingAgain> kill) throws NotFiredException {
            long answeredAtMs = testbed.clock().elapsedMs();
            Await.until(
                    testbed,
                    "the pipeline to draw its conclusion from the refusal",
                    () -> kill.isPresent() && kill.get().isReached()
                            || testbed.pipeline().starts() > starts
                            || testbed.traffic().transactionsEnded() > transactionsEnded
                            || testbed.traffic()
                                    .firstAcknowledgementAfter(answeredAtMs, Set.of(), 0)
                                    .isPresent());
        }
    }

    private static Errors answerTo(EffectsInFlight effects, Testbed testbed) throws NotFiredException {
        Await.until(
                testbed,
                effects.request() + " to be too old",
                () -> effects.held().age().compareTo(AGE_MAX) > 0);
        effects.held().passOn();
        Await.until(
                testbed,
                "an answer to " + effects.request(),
                () -> testbed.traffic().answerTo(effects.request()).isPresent());
        return testbed.traffic().answerTo(effects.request()).orElseThrow();
    }

    private static void setAgeMax(Testbed testbed, String ageMaxMs, OpType how)
            throws InterruptedException, ExecutionException {
        ConfigEntry entry = new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, ageMaxMs);
        testbed.cluster()
                .admin()
                .incrementalAlterConfigs(testbed.topics().outputNames().stream()
                        .collect(Collectors.toMap(
                                output -> new ConfigResource(ConfigResource.Type.TOPIC, output),
                                output -> List.of(new AlterConfigOp(entry, how)))))
                .all()
                .get();
    }
}

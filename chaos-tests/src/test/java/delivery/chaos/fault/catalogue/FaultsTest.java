package delivery.chaos.fault.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.atleastonce.AtLeastOnce;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.Ragged;
import delivery.chaos.fault.broker.BrokerKilled;
import delivery.chaos.fault.broker.CoordinatorKilled;
import delivery.chaos.fault.broker.PartitionsAdded;
import delivery.chaos.fault.broker.ProduceRefused;
import delivery.chaos.fault.pipeline.CommitsDuringRebalance;
import delivery.chaos.fault.pipeline.GroupProtocol;
import delivery.chaos.fault.pipeline.LateByCycles;
import delivery.chaos.fault.pipeline.LateStep;
import delivery.chaos.fault.pipeline.PipelineKilled;
import delivery.chaos.fault.pipeline.PipelineStopped;
import delivery.chaos.fault.pipeline.RollingDeploy;
import delivery.chaos.fault.pipeline.ScaledOutAndIn;
import delivery.chaos.fault.pipeline.StoppedStarting;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.testbed.Aim;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Expectation;
import delivery.transactional.TransactionalEos;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest {
    static List<Fault> known() {
        return Faults.CATALOGUE;
    }

    @Test
    void haveANameEachOfTheirOwn() {
        assertThat(Faults.CATALOGUE).extracting(Fault::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("known")
    void concernSomeModule(Fault fault) {
        assertThat(Pipelines.ALL).anyMatch(pipeline -> fault.concerns(pipeline.guarantee()));
    }

    @ParameterizedTest
    @MethodSource("known")
    void sayInWordsOfTheirOwnWhatHappensAndNotByTheirName(Fault fault) {
        assertThat(fault.when()).isNotEqualTo(fault.name().replace('-', ' ')).matches("[a-z].*[^.]");
    }

    @Test
    void onTheRaggedCourseAreTheSameUnderAnotherName() {
        Fault killed = new PipelineKilled();
        Fault ragged = new Ragged(killed);

        assertThat(ragged.name()).isEqualTo("pipeline-killed-ragged");
        assertThat(ragged.isRagged()).isTrue();
        assertThat(killed.isRagged()).isFalse();
        assertThat(ragged.firings()).isEqualTo(killed.firings());
        assertThat(ragged.circumstances()).isEqualTo(killed.circumstances());
    }

    /** A rewind may go to where nothing is committed yet, or to where something is, and in some partitions only. */
    @Test
    void thatRefuseAProduceDoSoInAPartitionsFirstBatchAndOnTheRaggedCourseLaterInEach() {
        Map<Integer, Long> events = Map.of(0, 3_500L, 1, 3_250L, 2, 3_250L);

        assertThat(ProduceRefused.first().schedule(new Random(42), events))
                .singleElement()
                .satisfies(aim -> assertThat(aim.offset()).isLessThan(100));
        assertThat(ProduceRefused.inEachPartition().schedule(new Random(42), events))
                .allSatisfy(aim -> assertThat(aim.offset()).isBetween(300L, events.get(aim.partition())))
                .extracting(Aim::partition)
                .containsExactlyInAnyOrder(0, 1, 2);
        assertThat(ProduceRefused.first().name())
                .isEqualTo(ProduceRefused.inEachPartition().name());
    }

    @Test
    void thatStopAPipelineCleanlyExcuseNothing() {
        assertThat(new PipelineStopped().circumstances()).containsExactly(Circumstance.UNDISTURBED);
    }

    @Test
    void ofAGroupWhoseMembersAreAskedFirstExcuseNothing() {
        for (GroupProtocol protocol : GroupProtocol.values()) {
            assertThat(new ScaledOutAndIn(protocol).circumstances()).containsExactly(Circumstance.UNDISTURBED);
            assertThat(new RollingDeploy(protocol).circumstances()).containsExactly(Circumstance.UNDISTURBED);
        }
        assertThat(new CommitsDuringRebalance().circumstances()).containsExactly(Circumstance.UNDISTURBED);
        assertThat(new StoppedStarting().circumstances()).containsExactly(Circumstance.UNDISTURBED);
    }

    @Test
    void ofAFleetHaveAWaveBeforeTheFirstStrikeAndOneForEach() {
        assertThat(Faults.PRODUCTION.stream().filter(fault -> fault.waves() > 0 && !fault.addsPartition()))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.waves()).isEqualTo(fault.firings() + 1));
        assertThat(Faults.MATRIX).allSatisfy(fault -> assertThat(fault.waves()).isZero());
    }

    /** Streams ends itself when its changelog has fewer partitions than its input: nothing to judge. */
    @Test
    void thatAddAPartitionStrikeBeforeItIsThereAndConcernAllButStreams() {
        Fault added = new PartitionsAdded();

        for (long seed = 0; seed < 20; seed++) {
            Map<Integer, Long> events = Map.of(0, 2_500L, 1, 3_000L, 2, 2_000L, 3, 3_000L);
            assertThat(added.schedule(new Random(seed), events))
                    .singleElement()
                    .satisfies(aim -> assertThat(aim.partition()).isLessThan(3))
                    .satisfies(aim -> assertThat(aim.offset()).isLessThan(events.get(aim.partition()) / 2));
        }
        assertThat(added.circumstances()).containsExactly(Circumstance.UNDISTURBED);
        assertThat(Pipelines.ALL.stream().filter(one -> added.concerns(one.guarantee())))
                .extracting(PipelineUnderTest::name)
                .containsExactly("at-most-once", "at-least-once", "idempotent-producer", "transactional-eos");
    }

    @ParameterizedTest
    @CsvSource({
        "commits-during-rebalance, at-least-once idempotent-producer",
        "commit-timed-out,        at-most-once at-least-once idempotent-producer",
        "ack-expired,             idempotent-producer",
        "delivery-timed-out,      at-least-once idempotent-producer transactional-eos streams-eos",
        "transaction-timed-out,   transactional-eos streams-eos",
        "killed-before-commit,    at-least-once idempotent-producer transactional-eos streams-eos",
        "killed-after-commit,     at-most-once transactional-eos streams-eos",
        "rebalance-before-commit, at-least-once idempotent-producer transactional-eos streams-eos",
        "producer-fenced,         transactional-eos streams-eos",
        "second-instance,         at-most-once at-least-once idempotent-producer transactional-eos streams-eos"
    })
    void atACommitConcernWhoeverHasSomethingAtRiskThere(String fault, String modules) {
        Fault struck = Faults.CATALOGUE.stream()
                .filter(one -> one.name().equals(fault))
                .findFirst()
                .orElseThrow();

        assertThat(Pipelines.ALL.stream()
                        .filter(pipeline -> struck.concerns(pipeline.guarantee()))
                        .map(PipelineUnderTest::name))
                .containsExactly(modules.split(" "));
    }

    /** An OffsetCommit that goes unanswered is sent again, and no effect: at-least-once has nothing to show. */
    @Test
    void thatTakeAnAnswerOfTheCoordinatorAwaySetNoTwoModulesApart() {
        Set<Circumstance> killed = new CoordinatorKilled().circumstances();

        assertThat(Pipelines.ALL.stream()
                        .filter(one ->
                                Pipelines.nextWeaker(one.guarantee(), killed).isPresent())
                        .map(PipelineUnderTest::name))
                .isEmpty();
        assertThat(Pipelines.nextWeaker(TransactionalEos.GUARANTEE, new BrokerKilled().circumstances()))
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource(LateStep.class)
    void makeEveryRequestLateByOneTwoAndThreeCycles(LateStep step) {
        String label = step.name().toLowerCase(Locale.ROOT).replace('_', '-');
        List<String> names = Faults.CATALOGUE.stream().map(Fault::name).toList();

        assertThat(names).contains("late-" + label + "-by-1", "late-" + label + "-by-2", "late-" + label + "-by-3");
    }

    @Test
    void thatAreLateUnderKip848DifferByTheGroupProtocolAlone() {
        Fault classic = new LateByCycles(LateStep.COMMIT, 1);
        Fault kip848 = LateByCycles.underKip848(LateStep.COMMIT, 1);

        assertThat(classic.clientSettings()).doesNotContainKey("group.protocol");
        assertThat(kip848.clientSettings())
                .containsEntry("group.protocol", "consumer")
                .containsAllEntriesOf(classic.clientSettings());
        assertThat(kip848.circumstances()).isEqualTo(classic.circumstances());
    }

    /** A request that is late and arrives once loses nothing: at-least-once may not lose under any of them. */
    @Test
    void thatAreLateExcuseNoLossOfWhoPromisesNone() {
        assertThat(Faults.LATE)
                .allSatisfy(late -> assertThat(AtLeastOnce.GUARANTEE.expectation(Anomaly.LOST, late.circumstances()))
                        .isEqualTo(Expectation.FORBIDDEN));
    }
}

package delivery.chaos.fault.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.fault.Fault;
import delivery.chaos.pipeline.OutsidePipelines;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.testbed.Aim;
import delivery.contract.Anomaly;
import delivery.contract.Expectation;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutsideFaultsTest {
    static Stream<Fault> striking() {
        return OutsideFaults.MATRIX.stream().filter(fault -> fault.firings() > 0);
    }

    @ParameterizedTest
    @MethodSource("striking")
    void strikeAtCommitsOfTheDatabaseThatTheSeedDecides(Fault fault) {
        Map<Integer, Long> events = Map.of(0, 1_000L, 1, 1_000L);

        List<Aim> schedule = fault.schedule(new Random(42), events);

        assertThat(schedule).hasSize(fault.firings()).isEqualTo(fault.schedule(new Random(42), events));
        assertThat(schedule).extracting(Aim::step).containsOnly(Aim.Step.DATABASE_COMMIT);
    }

    @ParameterizedTest
    @MethodSource("striking")
    void concernEveryPipelineUnlessTheyStrikeAtARelay(Fault fault) {
        assertThat(OutsidePipelines.ALL.stream()
                        .filter(pipeline -> fault.concerns(pipeline.guarantee()))
                        .map(PipelineUnderTest::name))
                .hasSize(fault.name().equals("killed-before-outbox-cleared") ? 1 : OutsidePipelines.ALL.size())
                .contains("outbox");
    }

    static Stream<Arguments> apart() {
        String exact = "unique-key upsert offsets-in-database";
        return Stream.of(
                Arguments.of("commit-unanswered", Anomaly.DUPLICATED, "naive", "deduplication-window " + exact),
                Arguments.of(
                        "killed-after-database-commit",
                        Anomaly.DUPLICATED,
                        "naive",
                        "offsets-first deduplication-window " + exact),
                Arguments.of("database-slow", Anomaly.DUPLICATED, "naive", exact),
                Arguments.of("late-database-transaction", Anomaly.DUPLICATED, "naive", exact),
                Arguments.of("killed-before-database-commit", Anomaly.LOST, "offsets-first", "naive outbox " + exact),
                Arguments.of("database-connection-reset", Anomaly.LOST, "offsets-first", "naive outbox " + exact),
                Arguments.of("database-killed-before-commit", Anomaly.LOST, "offsets-first", "naive outbox " + exact),
                Arguments.of(
                        "group-offsets-deleted",
                        Anomaly.DUPLICATED,
                        "offsets-first naive deduplication-window",
                        exact));
    }

    @ParameterizedTest
    @MethodSource("apart")
    void setTheWeakerPromisesApartFromTheExactOnes(String name, Anomaly anomaly, String show, String ruleOut) {
        Fault fault = OutsideFaults.MATRIX.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(expecting(fault, anomaly, Expectation.INTERESTING)).containsExactly(show.split(" "));
        assertThat(expecting(fault, anomaly, Expectation.FORBIDDEN)).contains(ruleOut.split(" "));
    }

    private static List<String> expecting(Fault fault, Anomaly anomaly, Expectation expectation) {
        return OutsidePipelines.ALL.stream()
                .filter(pipeline -> pipeline.guarantee().expectation(anomaly, fault.circumstances()) == expectation)
                .map(PipelineUnderTest::name)
                .toList();
    }
}

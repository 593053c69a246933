package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Contrast.Claim;
import delivery.chaos.audit.Contrast.Demand;
import delivery.chaos.audit.Contrast.Rule;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tables of the five guarantees set apart in a whole matrix, everything at risk in every cell of it. */
class ContrastsOfTheMatrixTest {
    @TempDir
    private static Path directory;

    private static List<Rule> rules;

    @BeforeAll
    static void runEveryCell() throws IOException {
        List<Cell> cells = new ArrayList<>();
        for (PipelineUnderTest pipeline : Pipelines.ALL) {
            for (Fault fault : Faults.MATRIX) {
                if (fault.concerns(pipeline.guarantee())) {
                    cells.add(cell(pipeline.guarantee(), fault));
                }
            }
        }
        rules = Contrast.check(cells).stream().map(Contrast.RuleResult::rule).toList();
    }

    private static Cell cell(Guarantee guarantee, Fault fault) throws IOException {
        LiteralHistory history = history()
                .promising(guarantee)
                .under(fault.name(), fault.firings(), fault.circumstances().toArray(Circumstance[]::new))
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0);
        for (int firing = 0; firing < fault.firings(); firing++) {
            history.fired();
        }
        return history.judgedBelow(directory);
    }

    private static Arguments under(String fault, List<String> show, List<String> avoid, Anomaly anomaly) {
        return Arguments.of(fault, anomaly, show, avoid);
    }

    static Stream<Arguments> apart() {
        List<String> atMostOnce = List.of("at-most-once");
        List<String> atLeastOnce = List.of("at-least-once");
        List<String> notTransactional = List.of("at-least-once", "idempotent-producer");
        List<String> idempotent = List.of("idempotent-producer", "transactional-eos", "streams-eos");
        List<String> transactional = List.of("transactional-eos", "streams-eos");
        return Stream.of(
                under("acks-lost", atLeastOnce, idempotent, DUPLICATED),
                under("connection-reset", atLeastOnce, idempotent, DUPLICATED),
                under("slow-acks", atLeastOnce, idempotent, DUPLICATED),
                under("broker-killed", atLeastOnce, idempotent, DUPLICATED),
                under("link-down", atMostOnce, transactional, LOST),
                under("pipeline-killed", atMostOnce, transactional, LOST),
                under("pipeline-killed", notTransactional, transactional, DUPLICATED),
                under("pipeline-killed-ragged", atMostOnce, transactional, LOST),
                under("pipeline-killed-ragged", notTransactional, transactional, DUPLICATED),
                under("zombie", notTransactional, transactional, DUPLICATED),
                under("produce-refused", atMostOnce, transactional, LOST),
                under("produce-refused-ragged", atMostOnce, transactional, LOST),
                under("produce-expired", atMostOnce, transactional, LOST));
    }

    @ParameterizedTest
    @MethodSource("apart")
    void setsThemApart(String fault, Anomaly anomaly, List<String> show, List<String> avoid) {
        assertThat(modules(fault, anomaly, Demand.SHOWN)).containsExactlyElementsOf(show);
        assertThat(modules(fault, anomaly, Demand.AVOIDED)).containsExactlyElementsOf(avoid);
    }

    @Test
    void losesNothingOnABrokenLinkWhereItIsSentAgain() {
        assertThat(modules("link-down", LOST, Demand.NONE_FOUND))
                .containsExactly("at-least-once", "idempotent-producer");
    }

    @Test
    void wantsNothingElseOfTheStrictestEither() {
        for (String module : List.of("transactional-eos", "streams-eos")) {
            assertThat(modules("zombie", LOST, Demand.NONE_FOUND)).contains(module);
            assertThat(modules("pipeline-killed", MISCOUNTED, Demand.NONE_FOUND))
                    .contains(module);
        }
    }

    @Test
    void wantsNothingOfAnybodyWhereNothingIsBroken() {
        for (String fault : List.of("none", "none-ragged")) {
            for (Anomaly anomaly : Anomaly.values()) {
                assertThat(modules(fault, anomaly, Demand.NONE_FOUND))
                        .containsExactlyElementsOf(Pipelines.ALL.stream()
                                .map(PipelineUnderTest::name)
                                .toList());
            }
        }
    }

    private static List<String> modules(String fault, Anomaly anomaly, Demand demand) {
        return rules.stream()
                .filter(rule -> rule.fault().equals(fault))
                .flatMap(rule -> rule.claims().stream())
                .filter(claim -> claim.anomaly() == anomaly && claim.demand() == demand)
                .map(Claim::module)
                .toList();
    }
}

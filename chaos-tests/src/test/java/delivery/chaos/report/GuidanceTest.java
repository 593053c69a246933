package delivery.chaos.report;

import static delivery.chaos.audit.LiteralHistory.history;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.audit.Promises;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recommendation is as much evidence as any number, and rests on cells that could have shown the contrary. */
class GuidanceTest {
    private static final int NOTHING_LOST = 1;
    private static final int EXACTLY_ONCE = 3;

    @TempDir
    private Path directory;

    private final List<Cell> cells = new ArrayList<>();

    private static LiteralHistory struck(Guarantee promise) {
        return history()
                .promising(promise)
                .under("link-down", 1, Circumstance.REQUEST_LOST)
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .effect("e1", "/a", 1, 0, 0);
    }

    private void lost(Guarantee promise) throws IOException {
        cells.add(struck(promise).fired().judgedBelow(directory));
    }

    private void clean(Guarantee promise) throws IOException {
        cells.add(struck(promise).fired().effect("e2", "/a", 2, 0, 1).judgedBelow(directory));
    }

    private Matrix matrix() {
        return new Matrix(Promises.ALL.stream().map(Guarantee::name).toList(), List.of("link-down"), cells);
    }

    private Guidance.Advice nothingLost() {
        return Guidance.answers(matrix()).get(NOTHING_LOST);
    }

    /** A run of a few faults shows nothing of what others would: its promise says that it may. */
    @Test
    void recommendsNoModuleWhosePromiseLeavesOpenWhatMustNotBeSeen() throws IOException {
        duplicatedAndMiscounted();
        clean(Promises.IDEMPOTENT);
        clean(Promises.TRANSACTIONAL);

        assertThat(Guidance.answers(matrix()).get(EXACTLY_ONCE).module()).isEqualTo("transactional-eos");
    }

    private void duplicatedAndMiscounted() throws IOException {
        lost(Promises.AT_MOST_ONCE);
        cells.add(struck(Promises.AT_LEAST_ONCE)
                .fired()
                .effect("e2", "/a", 2, 0, 1)
                .effect("e2", "/a", 3, 0, 2)
                .judgedBelow(directory));
    }

    @Test
    void recommendsNothingAsLongAsTheRunIsUnfinished() throws IOException {
        lost(Promises.AT_MOST_ONCE);
        clean(Promises.AT_LEAST_ONCE);

        assertThat(Guidance.answers(DemoRun.run(), matrix()).get(NOTHING_LOST).module())
                .isEqualTo("at-least-once");
        assertThat(Guidance.answers(DemoRun.run("at-least-once/pipeline-killed"), matrix()))
                .allSatisfy(answer -> assertThat(answer.module()).isNull());
    }

    @Test
    void recommendsTheWeakestModuleThatDidNotShowWhatAnotherDid() throws IOException {
        lost(Promises.AT_MOST_ONCE);
        clean(Promises.AT_LEAST_ONCE);
        clean(Promises.TRANSACTIONAL);

        assertThat(nothingLost().module()).isEqualTo("at-least-once");
        assertThat(nothingLost().shown().get(0).atRisk()).isEqualTo(2);
        assertThat(nothingLost().shown().get(0).strikes().shown()).isZero();
        assertThat(nothingLost().shown().get(0).strikes().strikes()).isEqualTo(1);
    }

    @Test
    void recommendsNoModuleThatFailed() throws IOException {
        lost(Promises.AT_MOST_ONCE);
        lost(Promises.AT_LEAST_ONCE);

        assertThat(nothingLost().module()).isNull();
    }

    @Test
    void takesNoFailureOfAnotherForAContrast() throws IOException {
        clean(Promises.AT_MOST_ONCE);
        lost(Promises.AT_LEAST_ONCE);

        assertThat(nothingLost().module())
                .as("only at-least-once lost anything, and broke its promise by it")
                .isNull();
    }

    @Test
    void recommendsNoneForWantOfAWeakerOne() throws IOException {
        clean(Promises.TRANSACTIONAL);

        assertThat(nothingLost().module()).isNull();
    }

    @Test
    void recommendsNoneThatDidNotRunUnderTheFaultThatSetsThemApart() throws IOException {
        lost(Promises.AT_MOST_ONCE);
        cells.add(history()
                .promising(Promises.AT_LEAST_ONCE)
                .under("none", 0, Circumstance.UNDISTURBED)
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0)
                .judgedBelow(directory));

        assertThat(nothingLost().module()).isNull();
    }

    /** As ack-expired, which is aimed at one promise and run for it alone. */
    @Test
    void namesTheFaultsThatWereRunForAnotherModuleAlone() throws IOException {
        lost(Promises.AT_MOST_ONCE);
        clean(Promises.AT_LEAST_ONCE);
        cells.add(history()
                .promising(Promises.AT_MOST_ONCE)
                .under("produce-refused", 1, Circumstance.REQUEST_LOST)
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .effect("e1", "/a", 1, 0, 0)
                .fired()
                .judgedBelow(directory));

        assertThat(nothingLost().module()).isEqualTo("at-least-once");
        assertThat(nothingLost().untried()).containsExactly("produce-refused");
    }

    @Test
    void recommendsNoneOfWhichNothingWasAtRisk() throws IOException {
        lost(Promises.AT_MOST_ONCE);
        cells.add(struck(Promises.AT_LEAST_ONCE)
                .atRisk()
                .fired()
                .effect("e2", "/a", 2, 0, 1)
                .judgedBelow(directory));

        assertThat(nothingLost().module()).isNull();
    }
}

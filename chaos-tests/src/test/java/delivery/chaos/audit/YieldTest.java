package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.form.Yield;
import delivery.contract.Anomaly;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories of programs that have another number of effects of an event than one, or say no counts. */
class YieldTest {
    private static final Yield UNCOUNTED = new Yield(Yield.PerEvent.ONE, 1, List.of("effects"), 3, false);
    private static final Yield TWO = new Yield(Yield.PerEvent.NUMBER, 2, List.of("effects"), 3, false);
    private static final Yield FILTER = new Yield(Yield.PerEvent.ZERO_OR_ONE, 1, List.of("effects"), 3, false);
    private static final Yield IN_EACH = new Yield(Yield.PerEvent.ONE_IN_EACH, 1, List.of("views", "audit"), 3, false);
    private static final Yield EITHER = new Yield(Yield.PerEvent.ONE, 1, List.of("views", "dead-letters"), 3, false);

    @TempDir
    private Path directory;

    private static LiteralHistory twoEvents(Yield yields) {
        return history().yielding(yields).event("e-0", "/a", 0, 0).event("e-1", "/a", 0, 1);
    }

    private static LiteralHistory effect(LiteralHistory history, String id, int partition, long offset) {
        return history.effect(id, "/a", null, partition, offset);
    }

    private Cell judged(LiteralHistory history) throws IOException {
        return history.judgedBelow(directory);
    }

    @Test
    void judgesNoCountWhereNoneIsSaid() throws IOException {
        LiteralHistory history = twoEvents(UNCOUNTED);
        effect(effect(history, "e-0", 0, 0), "e-1", 0, 1);

        Cell cell = judged(history);

        assertThat(cell.verdict()).isEqualTo(Verdict.PASS);
        assertThat(cell.count(Anomaly.MISCOUNTED)).isZero();
    }

    @Test
    void findsAPhantomWhereACountIsPromisedAndNoneIsSaid() throws IOException {
        LiteralHistory history = twoEvents(null);
        effect(effect(history, "e-0", 0, 0), "e-1", 0, 1);

        assertThat(judged(history).count(Anomaly.PHANTOM)).isEqualTo(2);
    }

    @Test
    void findsAnEventLostThatHasOneOfTwoEffectsAndOneDuplicatedThatHasThree() throws IOException {
        LiteralHistory history = twoEvents(TWO);
        effect(effect(effect(effect(history, "e-0", 0, 0), "e-1", 0, 1), "e-1", 0, 2), "e-1", 0, 3);

        Cell cell = judged(history);

        assertThat(cell.count(Anomaly.LOST)).isOne();
        assertThat(cell.examples(Anomaly.LOST).get(0).sentence())
                .endsWith("e-0 of page /a at events-0@0 has 1 of its 2 effects");
        assertThat(cell.count(Anomaly.DUPLICATED)).isOne();
        assertThat(cell.examples(Anomaly.DUPLICATED).get(0).sentence()).startsWith("e-1 has effects at");
    }

    @Test
    void acquitsAPipelineWithTwoEffectsOfEachEvent() throws IOException {
        LiteralHistory history = twoEvents(TWO);
        effect(effect(effect(effect(history, "e-0", 0, 0), "e-0", 0, 1), "e-1", 0, 2), "e-1", 0, 3);

        assertThat(judged(history).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void allowsAFilterToLeaveAnEventOutAndNotToDoItTwice() throws IOException {
        LiteralHistory innocent = effect(twoEvents(FILTER), "e-1", 0, 0);
        LiteralHistory guilty = effect(effect(twoEvents(FILTER), "e-1", 0, 0), "e-1", 0, 1);

        assertThat(judged(innocent).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judged(guilty).count(Anomaly.DUPLICATED)).isOne();
    }

    @Test
    void wantsAnEffectInEachTopicAndSaysWhereItIsMissing() throws IOException {
        LiteralHistory history = twoEvents(IN_EACH);
        effect(effect(effect(history, "e-0", 0, 0), "e-1", 0, 1), "e-0", 3, 0);

        Cell cell = judged(history);

        assertThat(cell.count(Anomaly.LOST)).isOne();
        assertThat(cell.examples(Anomaly.LOST).get(0).sentence()).endsWith("has no effect in audit");
        assertThat(cell.count(Anomaly.DUPLICATED)).isZero();
        assertThat(cell.audit().effectsByTopic()).containsEntry("views", 2L).containsEntry("audit", 1L);
    }

    @Test
    void findsTheOrderOfASecondTopicWrong() throws IOException {
        LiteralHistory history = twoEvents(IN_EACH);
        effect(effect(effect(effect(history, "e-0", 0, 0), "e-1", 0, 1), "e-1", 3, 0), "e-0", 3, 1);

        assertThat(judged(history).count(Anomaly.REORDERED)).isOne();
    }

    @Test
    void takesAnEventForDoneThatIsADeadLetterAndForDuplicatedIfItIsBoth() throws IOException {
        LiteralHistory innocent = effect(effect(twoEvents(EITHER), "e-0", 0, 0), "e-1", 3, 0);
        LiteralHistory guilty = effect(effect(effect(twoEvents(EITHER), "e-0", 0, 0), "e-1", 3, 0), "e-0", 3, 1);

        Cell done = judged(innocent);

        assertThat(done.verdict()).isEqualTo(Verdict.PASS);
        assertThat(done.reason()).contains("2 effects (1 in views, 1 in dead-letters)");
        assertThat(judged(guilty).count(Anomaly.DUPLICATED)).isOne();
    }

    @Test
    void letsAnEffectStandForThoseBeforeItWhereTheLastCountIsPromised() throws IOException {
        Guarantee promise = Promises.AT_LEAST_ONCE.ofTheLastCountOfEveryPage();
        LiteralHistory innocent = twoEvents(null).promising(promise).effect("e-1", "/a", 2L, 0, 0);
        LiteralHistory guilty = twoEvents(null).promising(promise).effect("e-0", "/a", 1L, 0, 0);

        assertThat(judged(innocent).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judged(guilty).count(Anomaly.LOST)).isOne();
        assertThat(judged(guilty).count(Anomaly.MISCOUNTED)).isOne();
    }
}

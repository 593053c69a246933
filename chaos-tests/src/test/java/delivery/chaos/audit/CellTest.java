package delivery.chaos.audit;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.history.HistoryLine.Firing;
import delivery.contract.Circumstance;
import delivery.contract.Expectation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellTest {
    @TempDir
    private Path directory;

    private static LiteralHistory duplicated() {
        return history()
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .effect("e1", "/a", 1, 0, 0)
                .effect("e1", "/a", 1, 0, 1)
                .effect("e2", "/a", 2, 0, 2);
    }

    @Test
    void tellsWhatWasFound() throws IOException {
        Cell cell = duplicated().judgedBelow(directory);

        assertThat(cell.count(DUPLICATED)).isEqualTo(1);
        assertThat(cell.examples(DUPLICATED)).extracting(Example::eventId).containsExactly("e1");
        assertThat(cell.expectation(LOST)).isEqualTo(Expectation.FORBIDDEN);
    }

    @Test
    void saysWhereItIsARaceHowManyAreLost() throws IOException {
        LiteralHistory leaderDied = duplicated().under("broker-killed", 1, Circumstance.BROKER_KILLED);

        assertThat(leaderDied.judgedBelow(directory).isRace(LOST))
                .as("acks=all waits for followers")
                .isFalse();
        Cell acknowledgedByTheLeader =
                leaderDied.promising(Promises.AT_MOST_ONCE).judgedBelow(directory);
        assertThat(acknowledgedByTheLeader.isRace(LOST)).isTrue();
        assertThat(acknowledgedByTheLeader.isRace(DUPLICATED)).isFalse();
    }

    @Test
    void tellsHowOftenAFaultThatFiredShowedIt() throws IOException {
        LiteralHistory struck = duplicated().under("acks-lost", 1, Circumstance.ACK_LOST);

        assertThat(struck.judgedBelow(directory).faultRate(DUPLICATED))
                .as("no fault fired")
                .isNull();
        Cell fired = struck.fired().judgedBelow(directory);
        assertThat(fired.faultRate(DUPLICATED)).isEqualTo(FaultRate.of(1, new Attribution(1, 1), 1));
        assertThat(fired.faultRate(MISCOUNTED)).as("pages are no events").isNull();
    }

    @Test
    void tellsWhatWasObserved() throws IOException {
        assertThat(duplicated()
                        .observed(Circumstance.REBALANCED)
                        .judgedBelow(directory)
                        .observed())
                .containsExactly(Circumstance.REBALANCED);
        Cell none = LiteralHistory.missing(duplicated().scenario(), "no history", "evidence");
        assertThat(none.observed()).isEmpty();
        assertThat(none.faultRate(LOST)).isNull();
    }

    @Test
    void keepsAllButTheNumbersOfAHarnessThatFailed() throws IOException {
        Cell cell = duplicated().harnessError("the link leaked").judgedBelow(directory);

        assertThat(cell.isAudited()).isFalse();
        assertThat(cell.audit().events()).isEqualTo(2);
        assertThat(cell.audit().effects()).isEqualTo(3);
        assertThat(cell.durationMs()).isEqualTo(5_200);
    }

    @Test
    void measuresTheTimeToTheNextAcknowledgement() {
        assertThat(Cell.recoveryMs(new Firing(1, 1_000, 1_100, 1_250L, List.of(), Map.of(), "", Map.of())))
                .isEqualTo(250);
        assertThat(Cell.recoveryMs(new Firing(1, 1_000, 1_100, null, List.of(), Map.of(), "", Map.of())))
                .isNull();
    }

    @Test
    void showsEveryVerdictByASignOfItsOwn() {
        assertThat(Arrays.stream(Verdict.values()).map(Verdict::shape).distinct())
                .containsExactly('!', '✗', '‼', '?', '○', '✓');
        assertThat(Arrays.stream(Contrast.Status.values())
                        .map(Contrast.Status::shape)
                        .distinct())
                .hasSameSizeAs(Contrast.Status.values());
        assertThat(Arrays.stream(Contrast.Status.values()).map(Contrast.Status::label))
                .doesNotContain("")
                .doesNotHaveDuplicates();
    }
}

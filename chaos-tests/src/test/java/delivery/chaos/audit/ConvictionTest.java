package delivery.chaos.audit;

import static delivery.chaos.audit.Conviction.TrialOutcome.CONTROL_ACCUSED;
import static delivery.chaos.audit.Conviction.TrialOutcome.CONVICTED;
import static delivery.chaos.audit.Conviction.TrialOutcome.ESCAPED;
import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.STUCK;
import static delivery.contract.Circumstance.PIPELINE_RESTARTED;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.Anomaly;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvictionTest {
    @TempDir
    private Path directory;

    /** At-least-once, killed once, with two events. */
    private static LiteralHistory killed() {
        return history()
                .under("pipeline-killed", 1, PIPELINE_RESTARTED)
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1);
    }

    private static LiteralHistory clean() {
        return killed().fired().effect("e1", "/a", 1, 0, 0).effect("e2", "/a", 2, 0, 1);
    }

    private static LiteralHistory losing() {
        return killed().fired().effect("e1", "/a", 1, 0, 0);
    }

    private Conviction conviction(Anomaly anomaly, LiteralHistory accused, LiteralHistory control) throws IOException {
        return new Conviction("no flush", anomaly, accused.judgedBelow(directory), control.judgedBelow(directory));
    }

    @Test
    void convictsOfWhatWasFoundAndIsForbidden() throws IOException {
        Conviction conviction = conviction(LOST, losing(), clean());

        assertThat(conviction.status()).isEqualTo(CONVICTED);
        assertThat(conviction.extent()).isEqualTo("1 event");
        assertThat(conviction.reason()).startsWith("1 event was lost, which is forbidden");
    }

    @Test
    void doesNotConvictOfWhatWasNotFound() throws IOException {
        Conviction conviction = conviction(LOST, clean(), clean());

        assertThat(conviction.status()).isEqualTo(ESCAPED);
        assertThat(conviction.reason()).startsWith("not found to have lost events: pass, the promise was kept");
    }

    @Test
    void doesNotConvictOfSomethingElseThanWhatItStates() throws IOException {
        assertThat(conviction(Anomaly.REORDERED, losing(), clean()).status())
                .as("allowed")
                .isEqualTo(ESCAPED);
        assertThat(conviction(Anomaly.PHANTOM, losing(), clean()).status())
                .as("forbidden and not found")
                .isEqualTo(ESCAPED);
    }

    @Test
    void hasNoExtentWhereTheHarnessFailed() throws IOException {
        assertThat(conviction(LOST, losing().harnessError("the link leaked"), clean())
                        .extent())
                .isEqualTo("–");
    }

    @Test
    void showsEveryOutcomeByASignOfItsOwn() {
        assertThat(Arrays.stream(Conviction.TrialOutcome.values()).map(Conviction.TrialOutcome::shape))
                .containsExactly('✓', '✗', '!');
    }

    @Test
    void doesNotConvictOfWhatThePromiseAllows() throws IOException {
        LiteralHistory duplicating = losing().effect("e1", "/a", 1, 0, 1);

        assertThat(conviction(DUPLICATED, duplicating, clean()).status()).isEqualTo(ESCAPED);
    }

    @Test
    void convictsAfterOneStrikeOfThreeAndSaysSo() throws IOException {
        LiteralHistory diedAtTheFirst = history()
                .under("pipeline-killed", 3, PIPELINE_RESTARTED)
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .fired()
                .effect("e1", "/a", 1, 0, 0);

        Conviction conviction = conviction(LOST, diedAtTheFirst, clean());

        assertThat(conviction.status()).isEqualTo(CONVICTED);
        assertThat(conviction.reason())
                .startsWith("1 event was lost, which is forbidden")
                .endsWith("; detected after 1 of 3 strikes, the correct module got through all of them");
    }

    @Test
    void saysNothingOfTheStrikesWhenAllOfThemFired() throws IOException {
        assertThat(conviction(LOST, losing(), clean()).reason()).doesNotContain("strikes");
    }

    @Test
    void doesNotConvictWithoutTheProofThatTheFaultFired() throws IOException {
        LiteralHistory undisturbed = killed().effect("e1", "/a", 1, 0, 0);

        assertThat(conviction(LOST, undisturbed, clean()).status()).isEqualTo(ESCAPED);
    }

    @Test
    void convictsWhoIsStuckWhereTheCorrectModuleIsNot() throws IOException {
        LiteralHistory stuck = clean().stuckOn("offsets").committed(0, 1);

        assertThat(conviction(STUCK, stuck, clean()).status()).isEqualTo(CONVICTED);
        assertThat(conviction(STUCK, losing(), clean()).status()).isEqualTo(ESCAPED);
        assertThat(conviction(LOST, losing().stuckOn("offsets").committed(0, 1), clean())
                        .status())
                .isEqualTo(ESCAPED);
    }

    @Test
    void provesNothingWhenTheCorrectModuleIsAccusedToo() throws IOException {
        Conviction conviction = conviction(LOST, losing(), losing());

        assertThat(conviction.status()).isEqualTo(CONTROL_ACCUSED);
        assertThat(conviction.reason())
                .startsWith("the correct at-least-once/pipeline-killed: fail, 1 event was lost, which is forbidden");
    }
}

package delivery.chaos.audit;

import static delivery.chaos.audit.Contrast.Status.HELD;
import static delivery.chaos.audit.Contrast.Status.MISSING;
import static delivery.chaos.audit.Contrast.Status.NOT_CHECKED;
import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.contract.Circumstance.ACK_LOST;
import static delivery.contract.Circumstance.PIPELINE_RESTARTED;
import static delivery.contract.Circumstance.REQUEST_LOST;
import static delivery.contract.Circumstance.ZOMBIE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import delivery.chaos.history.HistoryLine.Range;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContrastTest {
    @TempDir
    private Path directory;

    private final List<Cell> cells = new ArrayList<>();

    private static LiteralHistory under(String fault, Guarantee guarantee) {
        LiteralHistory history = history().promising(guarantee);
        return switch (fault) {
            case "acks-lost" -> history.under(fault, 1, ACK_LOST);
            case "pipeline-killed" -> history.under(fault, 1, PIPELINE_RESTARTED);
            case "zombie" -> history.under(fault, 1, ZOMBIE);
            case "link-down" -> history.under(fault, 1, REQUEST_LOST);
            default -> throw new IllegalArgumentException(fault);
        };
    }

    private void clean(String fault, Guarantee guarantee) throws IOException {
        cells.add(under(fault, guarantee)
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0)
                .fired()
                .judgedBelow(directory));
    }

    private void duplicated(String fault, Guarantee guarantee) throws IOException {
        cells.add(under(fault, guarantee)
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0)
                .effect("e1", "/a", 1, 0, 1)
                .fired()
                .judgedBelow(directory));
    }

    private void lost(String fault, Guarantee guarantee) throws IOException {
        cells.add(under(fault, guarantee)
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .effect("e1", "/a", 1, 0, 0)
                .fired()
                .judgedBelow(directory));
    }

    private Contrast.RuleResult finding(String fault) {
        return Contrast.check(cells).stream()
                .filter(finding -> finding.rule().fault().equals(fault))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void holdsWhenTheWeakerModuleShowsWhatTheStrongerOnesDoNot() throws IOException {
        duplicated("acks-lost", Promises.AT_LEAST_ONCE);
        clean("acks-lost", Promises.IDEMPOTENT);
        clean("acks-lost", Promises.TRANSACTIONAL);
        clean("acks-lost", Promises.STREAMS);

        assertThat(finding("acks-lost").status()).isEqualTo(HELD);
        assertThat(finding("acks-lost").numbers())
                .containsExactly(
                        entry("at-least-once", "1 duplicated of 1 at risk"),
                        entry("idempotent-producer", "0 duplicated of 1 at risk, 0 miscounted of 1 at risk"),
                        entry("transactional-eos", "0 duplicated of 1 at risk, 0 miscounted of 1 at risk"),
                        entry("streams-eos", "0 duplicated of 1 at risk, 0 miscounted of 1 at risk"));
    }

    @Test
    void saysHowManyWereInFlightIfNotAllWere() throws IOException {
        cells.add(under("acks-lost", Promises.AT_LEAST_ONCE)
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .effect("e1", "/a", 1, 0, 0)
                .effect("e2", "/a", 2, 0, 1)
                .effect("e1", "/a", 1, 0, 2)
                .effect("e2", "/a", 2, 0, 3)
                .fired("an ack was lost", Map.of("offset", 17), List.of(new Range(0, 1, 1)))
                .judgedBelow(directory));
        duplicated("acks-lost", Promises.TRANSACTIONAL);

        assertThat(finding("acks-lost").numbers())
                .containsEntry("at-least-once", "2 duplicated of 1 at risk (1 of them in flight when the fault struck)")
                .containsEntry("transactional-eos", "1 duplicated of 1 at risk, 0 miscounted of 1 at risk");
    }

    @Test
    void isMissingWhenTheWeakerModuleShowsNothing() throws IOException {
        clean("acks-lost", Promises.AT_LEAST_ONCE);
        clean("acks-lost", Promises.IDEMPOTENT);
        clean("acks-lost", Promises.TRANSACTIONAL);
        clean("acks-lost", Promises.STREAMS);

        assertThat(finding("acks-lost").status()).isEqualTo(MISSING);
    }

    @Test
    void isMissingWhenAStrongerModuleShowsItToo() throws IOException {
        duplicated("acks-lost", Promises.AT_LEAST_ONCE);
        clean("acks-lost", Promises.IDEMPOTENT);
        duplicated("acks-lost", Promises.TRANSACTIONAL);
        clean("acks-lost", Promises.STREAMS);

        assertThat(finding("acks-lost").status()).isEqualTo(MISSING);
    }

    @Test
    void holdsThoseAgainstEachOtherThatRan() throws IOException {
        duplicated("acks-lost", Promises.AT_LEAST_ONCE);
        duplicated("acks-lost", Promises.IDEMPOTENT);

        assertThat(finding("acks-lost").status()).isEqualTo(MISSING);
        assertThat(finding("acks-lost").numbers()).containsOnlyKeys("at-least-once", "idempotent-producer");
    }

    @Test
    void hasNoRuleWhereNobodyRanOrTheGuaranteesSayTheSame() throws IOException {
        assertThat(Contrast.check(cells)).isEmpty();
        duplicated("acks-lost", Promises.AT_LEAST_ONCE);
        assertThat(Contrast.check(cells)).as("one alone").isEmpty();

        clean("zombie", Promises.TRANSACTIONAL);
        clean("zombie", Promises.STREAMS);
        assertThat(Contrast.check(cells)).as("two of one promise").isEmpty();
    }

    @Test
    void hasNoRuleWhereTheFaultPutNothingOfTheWeakerAtRisk() throws IOException {
        cells.add(under("zombie", Promises.IDEMPOTENT)
                .event("e1", "/a", 0, 0)
                .atRisk()
                .fired()
                .effect("e1", "/a", 1, 0, 0)
                .judgedBelow(directory));
        clean("zombie", Promises.TRANSACTIONAL);

        assertThat(Contrast.check(cells)).isEmpty();
    }

    @Test
    void demandsNoRiskOfWhoPromisesLessElsewhereOnlyThatNothingIsFound() throws IOException {
        duplicated("zombie", Promises.AT_LEAST_ONCE);
        cells.add(under("zombie", Promises.AT_MOST_ONCE)
                .event("e1", "/a", 0, 0)
                .atRisk()
                .fired()
                .effect("e1", "/a", 1, 0, 0)
                .judgedBelow(directory));

        assertThat(finding("zombie").status()).isEqualTo(HELD);
        assertThat(finding("zombie").numbers()).containsEntry("at-most-once", "0 duplicated, nothing was at risk");
    }

    @Test
    void isMissingWhenWhoPromisesLessElsewhereShowsItAllTheSame() throws IOException {
        duplicated("zombie", Promises.AT_LEAST_ONCE);
        duplicated("zombie", Promises.AT_MOST_ONCE);

        assertThat(finding("zombie").status()).isEqualTo(MISSING);
    }

    @Test
    void contrastsAStrangersPromiseWithTheNextWeakerOne() throws IOException {
        Guarantee stranger = new Guarantee(
                "stranger",
                "as transactional-eos",
                Guarantee.READ_COMMITTED,
                Promises.TRANSACTIONAL.coverage(),
                Promises.TRANSACTIONAL.expectations());
        duplicated("zombie", Promises.IDEMPOTENT);
        duplicated("zombie", stranger);

        assertThat(finding("zombie").status()).isEqualTo(MISSING);
        assertThat(finding("zombie").rule().words())
                .isEqualTo("Under zombie, events are duplicated by idempotent-producer, but not by stranger. No other"
                        + " anomaly that a weaker guarantee allows is found in stranger.");
    }

    @Test
    void isNotCheckedWhenACellNeverPutItToTheTest() throws IOException {
        duplicated("acks-lost", Promises.AT_LEAST_ONCE);
        clean("acks-lost", Promises.IDEMPOTENT);
        clean("acks-lost", Promises.TRANSACTIONAL);
        cells.add(under("acks-lost", Promises.STREAMS)
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0)
                .judgedBelow(directory));

        assertThat(finding("acks-lost").status()).isEqualTo(NOT_CHECKED);
        assertThat(finding("acks-lost").numbers().get("streams-eos"))
                .isEqualTo("not exercised: " + cells.get(3).reason());
    }

    @Test
    void isNotCheckedWhenSomebodyElseKilledThePipelineOfOneSide() throws IOException {
        cells.add(under("acks-lost", Promises.AT_LEAST_ONCE)
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0)
                .fired()
                .interfered("pid 7 ended by SIGKILL, which this run had not sent", PIPELINE_RESTARTED)
                .judgedBelow(directory));
        clean("acks-lost", Promises.IDEMPOTENT);
        clean("acks-lost", Promises.TRANSACTIONAL);
        clean("acks-lost", Promises.STREAMS);

        assertThat(cells.get(0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding("acks-lost").status()).isEqualTo(NOT_CHECKED);
        assertThat(finding("acks-lost").numbers().get("at-least-once"))
                .startsWith("inconclusive: ")
                .contains("pid 7 ended by SIGKILL");
    }

    @Test
    void isMissingWhereADecidedCellContradictsItWhateverAnotherSays() throws IOException {
        duplicated("acks-lost", Promises.AT_LEAST_ONCE);
        clean("acks-lost", Promises.IDEMPOTENT);
        duplicated("acks-lost", Promises.TRANSACTIONAL);
        cells.add(under("acks-lost", Promises.STREAMS)
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0)
                .judgedBelow(directory));

        assertThat(finding("acks-lost").status()).isEqualTo(MISSING);
    }

    @Test
    void isNotCheckedWhenACellIsAHarnessErrorWhateverItsNumbers() throws IOException {
        duplicated("acks-lost", Promises.AT_LEAST_ONCE);
        clean("acks-lost", Promises.IDEMPOTENT);
        clean("acks-lost", Promises.TRANSACTIONAL);
        cells.add(LiteralHistory.missing(
                under("acks-lost", Promises.STREAMS).scenario(), "the cluster did not start", "evidence"));

        assertThat(finding("acks-lost").status()).isEqualTo(NOT_CHECKED);
        assertThat(finding("acks-lost").numbers())
                .containsEntry("streams-eos", "harness error: the cluster did not start");
    }

    @Test
    void tellsKillsApartByLossAndByDuplicates() throws IOException {
        lost("pipeline-killed", Promises.AT_MOST_ONCE);
        duplicated("pipeline-killed", Promises.AT_LEAST_ONCE);
        clean("pipeline-killed", Promises.TRANSACTIONAL);
        clean("pipeline-killed", Promises.STREAMS);

        assertThat(finding("pipeline-killed").status()).isEqualTo(HELD);
        clean("pipeline-killed", Promises.IDEMPOTENT);
        assertThat(finding("pipeline-killed").status())
                .as("idempotence ends with the process")
                .isEqualTo(MISSING);
    }

    @Test
    void isMissingWhenAStrongerModuleShowsWhatNobodyIsExpectedTo() throws IOException {
        duplicated("zombie", Promises.IDEMPOTENT);
        lost("zombie", Promises.TRANSACTIONAL);
        clean("zombie", Promises.AT_MOST_ONCE);

        assertThat(finding("zombie").status()).isEqualTo(MISSING);
        assertThat(finding("zombie").numbers())
                .containsEntry(
                        "transactional-eos",
                        "1 lost of 2 at risk, 0 duplicated of 1 at risk, 1 miscounted of 2 at risk");
    }

    @Test
    void holdsWhenOnlyTheModuleThatDoesNotSendAgainLosesOnABrokenLink() throws IOException {
        lost("link-down", Promises.AT_MOST_ONCE);
        duplicated("link-down", Promises.AT_LEAST_ONCE);
        clean("link-down", Promises.IDEMPOTENT);
        clean("link-down", Promises.TRANSACTIONAL);
        clean("link-down", Promises.STREAMS);

        assertThat(finding("link-down").status()).isEqualTo(HELD);
    }

    @Test
    void holdsWhenAZombieDuplicatesWhereNobodyRefusesIt() throws IOException {
        duplicated("zombie", Promises.AT_LEAST_ONCE);
        duplicated("zombie", Promises.IDEMPOTENT);
        clean("zombie", Promises.TRANSACTIONAL);
        clean("zombie", Promises.STREAMS);

        assertThat(finding("zombie").status()).isEqualTo(HELD);
    }

    @Test
    void missesWhatAZombieHasToShowWhereItIsRefused() throws IOException {
        duplicated("zombie", Promises.AT_LEAST_ONCE);
        clean("zombie", Promises.IDEMPOTENT);
        clean("zombie", Promises.TRANSACTIONAL);
        clean("zombie", Promises.STREAMS);

        assertThat(finding("zombie").status()).isEqualTo(MISSING);
    }

    @Test
    void refusesTwoCellsOfOneName() throws IOException {
        clean("acks-lost", Promises.STREAMS);
        clean("acks-lost", Promises.STREAMS);

        assertThatThrownBy(() -> Contrast.check(cells)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void holdsAControlInWhichNothingIsFoundOfAnything() throws IOException {
        for (Guarantee guarantee : Promises.ALL) {
            cells.add(history()
                    .promising(guarantee)
                    .under("none", 0, Circumstance.UNDISTURBED)
                    .event("e1", "/a", 0, 0)
                    .effect("e1", "/a", 1, 0, 0)
                    .judgedBelow(directory));
        }

        assertThat(finding("none").isHeld()).isTrue();
        assertThat(finding("none").numbers()).containsEntry("streams-eos", "nothing found");
    }

    @Test
    void missesInAControlWhateverIsFoundInIt() throws IOException {
        for (Guarantee guarantee : Promises.ALL) {
            cells.add(history()
                    .promising(guarantee)
                    .under("none", 0, Circumstance.UNDISTURBED)
                    .event("e1", "/a", 0, 0)
                    .effect("e1", "/a", 7, 0, 0)
                    .judgedBelow(directory));
        }

        assertThat(finding("none").status()).isEqualTo(MISSING);
        assertThat(finding("none").numbers()).containsEntry("at-most-once", "nothing found, 1 miscounted");
    }

    @Test
    void isNotCheckedWhereChancePutNothingAtRiskOnTheRaggedCourse() throws IOException {
        duplicated("acks-lost", Promises.AT_LEAST_ONCE);
        cells.add(under("acks-lost", Promises.STREAMS)
                .onTheRaggedCourse()
                .event("e1", "/a", 0, 0)
                .atRisk()
                .fired()
                .effect("e1", "/a", 1, 0, 0)
                .judgedBelow(directory));

        assertThat(finding("acks-lost").status()).isEqualTo(NOT_CHECKED);
    }

    @Test
    void isMissingWhereNothingWasAtRiskInAStrongerModule() throws IOException {
        duplicated("acks-lost", Promises.AT_LEAST_ONCE);
        clean("acks-lost", Promises.IDEMPOTENT);
        clean("acks-lost", Promises.TRANSACTIONAL);
        cells.add(under("acks-lost", Promises.STREAMS)
                .event("e1", "/a", 0, 0)
                .atRisk()
                .fired()
                .effect("e1", "/a", 1, 0, 0)
                .judgedBelow(directory));

        assertThat(finding("acks-lost").status()).isEqualTo(MISSING);
        assertThat(finding("acks-lost").numbers()).containsEntry("streams-eos", "0 duplicated, nothing was at risk");
    }
}

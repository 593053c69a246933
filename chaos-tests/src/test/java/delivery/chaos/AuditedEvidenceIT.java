package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import delivery.chaos.run.Versions;
import delivery.chaos.scenario.MadeUpReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What {@code audit} finds by itself or is told: one history, citations, events, repetitions, a run that broke off. */
class AuditedEvidenceIT extends AuditedReport {
    @Test
    void judgesASingleHistoryByTheCommandThatItNames() {
        assertThat(audit(evidence("transactional-eos/acks-lost")))
                .as(out.toString())
                .isIn(0, 3);
        assertThat(out.toString()).contains(" transactional-eos/acks-lost  .  ", "1 judged again: 1 same");
    }

    @Test
    void findsTheSha256OfACitationOrSaysThatItIsNotThere() throws IOException {
        String sha256 = cell(json(), "transactional-eos/acks-lost")
                .get("evidenceSha256")
                .asText();
        String other = "0".repeat(64);

        assertThat(audit(evidence("transactional-eos/acks-lost"), "--expect", sha256))
                .isIn(0, 3);
        assertThat(out.toString()).contains(sha256);
        assertThat(audit(evidence("transactional-eos/acks-lost"), "--expect", sha256, "--expect", other))
                .isEqualTo(1);
        assertThat(out.toString()).contains("no evidence here has SHA-256 " + other);
        assertThat(audit(evidence("transactional-eos/acks-lost"), "--expect", ""))
                .isEqualTo(1);
    }

    @Test
    void findsTheSha256ThatTheWholeMatrixIsCitedBy() throws IOException {
        String page = Files.readString(report.resolve("index.html"));
        ObjectNode json = json();
        StringBuilder lines = new StringBuilder();
        json.get("cells")
                .forEach(cell ->
                        lines.append(cell.get("evidenceSha256").asText()).append('\n'));
        String whole = sha256(lines.toString());

        assertThat(page).contains(whole);
        assertThat(audit(report.toString(), "--expect", whole)).isIn(0, 3);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void rebuildsEventsFromAFileThatIsGivenAndSaysWhenItIsNot() throws IOException {
        Path views = Files.writeString(directory.resolve("views.txt"), "/a\n/b\n/c\n");
        Path others = Files.writeString(directory.resolve("others.txt"), "/a\n/b\n/d\n");
        Path fromFile = directory.resolve("from-file");
        new MadeUpReport(
                        fromFile,
                        "chaos.modules",
                        "at-least-once",
                        "chaos.faults",
                        "none",
                        "chaos.seed",
                        "3",
                        "chaos.events",
                        views.toString())
                .write();

        assertThat(audit(fromFile.toString(), "--events", views.toString()))
                .as(out.toString())
                .isZero();
        assertThat(out.toString()).doesNotContain("not rebuilt");
        assertThat(audit(fromFile.toString())).isZero();
        assertThat(out.toString()).contains("not rebuilt  report.json: its events are from " + views);
        assertThat(audit(fromFile.toString(), "--events", others.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("refused  ", "event 3 is Event[id=");
    }

    @Test
    void knowsEveryRepetitionByItsPlace() throws IOException {
        Path repeated = directory.resolve("repeated");
        new MadeUpReport(
                        repeated,
                        "chaos.modules",
                        "at-least-once",
                        "chaos.faults",
                        "none",
                        "chaos.seed",
                        "3",
                        "chaos.repeat",
                        "2")
                .write();
        assertThat(audit(repeated.toString())).as(out.toString()).isZero();

        Path first = repeated.resolve("evidence/at-least-once/none/run-01");
        copy(first, repeated.resolve("evidence/at-least-once/none/run-02"));

        assertThat(audit(repeated.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("refused  PASS at-least-once/none  evidence/at-least-once/none/run-02");
    }

    @Test
    void endsWithThreeWhenTheRunBrokeOffAndSaysSo() throws IOException {
        delete(report.resolve("evidence").resolve(CELL));
        MadeUpReport broken = new MadeUpReport(report, OPTIONS).brokenOff(CELL);
        broken.writePages(Versions.read().commit());

        assertThat(audit(report.toString())).as(out.toString()).isEqualTo(3);
        assertThat(out.toString()).contains("unfinished  report.json: its run broke off, without [" + CELL + "]");
    }
}

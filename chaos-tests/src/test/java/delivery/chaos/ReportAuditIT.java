package delivery.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import delivery.chaos.run.Versions;
import delivery.chaos.scenario.MadeUpReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to a report, with or without new checksums: {@code audit} of it does not end with 0. */
class ReportAuditIT extends AuditedReport {
    @Test
    void comesOutTheSameWhenNothingWasDoneToIt() {
        assertThat(audit(report.toString())).as(out.toString()).isIn(0, 3);
        assertThat(out.toString())
                .containsPattern("same  [A-Z_]+ transactional-eos/acks-lost  evidence/transactional-eos/acks-lost  ")
                .contains("2 judged again: 2 same\n")
                .doesNotContain("differs");
    }

    @Test
    void endsWithZeroWhenEveryVerdictIsPass() throws IOException {
        Path control = directory.resolve("control");
        new MadeUpReport(control, "chaos.modules", "streams-eos", "chaos.faults", "none", "chaos.seed", "1").write();

        assertThat(audit(control.toString())).as(out.toString()).isZero();
    }

    @Test
    void missesACellWhoseEvidenceWasDeleted() throws IOException {
        delete(report.resolve("evidence").resolve(CELL));

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("missing  -  evidence/" + CELL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"idempotent-producer/acks-lost", "idempotent-producer"})
    void missesWhatWasDeletedFromTheWholeReport(String deleted) throws IOException {
        delete(report.resolve("evidence").resolve(deleted));
        new MadeUpReport(report, OPTIONS).writePages(Versions.read().commit());

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("report.json has no " + CELL + ", which its command runs");
    }

    @Test
    void noticesACellThatWasCopiedOverAnother() throws IOException {
        copy(Path.of(evidence("transactional-eos/acks-lost")), Path.of(evidence(CELL)));

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("refused  ", "evidence/" + CELL + " holds the history of transactional-eos/acks-lost");
    }

    @Test
    void noticesACellThatWasMovedIntoTheAppendix() throws IOException {
        copy(Path.of(evidence(CELL)), report.resolve("sabotage/evidence").resolve(CELL));
        delete(Path.of(evidence(CELL)));

        assertThat(audit(report.toString())).isEqualTo(1);
    }

    @Test
    void noticesEvidenceOfNoCell() throws IOException {
        copy(Path.of(evidence(CELL)), report.resolve("evidence/idempotent-producer/zombie"));

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("evidence/idempotent-producer/zombie is evidence of no cell of report.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost", "seed"})
    void noticesANumberThatWasEditedInReportJson(String name) throws IOException {
        ObjectNode json = json();
        cell(json, CELL).put(name, 7_777);
        JSON.writeValue(report.resolve("report.json").toFile(), json);

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("report.json, cells, " + CELL + ", " + name + ": it says 7777, and");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verdict", "evidence"})
    void noticesAWordThatWasEditedInReportJson(String name) throws IOException {
        ObjectNode json = json();
        cell(json, CELL).put(name, "evidence/elsewhere");
        JSON.writeValue(report.resolve("report.json").toFile(), json);

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("differs  report.json, cells, " + CELL + ", " + name + ": it says");
    }

    @Test
    void noticesAContrastThatWasEdited() throws IOException {
        Path apart = directory.resolve("apart");
        new MadeUpReport(
                        apart,
                        "chaos.modules",
                        "at-least-once,idempotent-producer",
                        "chaos.faults",
                        "acks-lost",
                        "chaos.seed",
                        "1")
                .write();
        ObjectNode json =
                (ObjectNode) JSON.readTree(apart.resolve("report.json").toFile());
        assertThat(json.at("/contrast/0/status").asText())
                .as("at-least-once shows nothing")
                .isEqualTo("MISSING");
        ((ObjectNode) json.get("contrast").get(0)).put("status", "HELD");
        JSON.writeValue(apart.resolve("report.json").toFile(), json);

        assertThat(audit(apart.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("report.json, contrast, 1, status: it says \"HELD\"");
    }

    @Test
    void noticesACellThatStandsTwiceInReportJson() throws IOException {
        ObjectNode json = json();
        ((ArrayNode) json.get("cells")).add(cell(json, CELL).deepCopy());
        JSON.writeValue(report.resolve("report.json").toFile(), json);

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("report.json has " + CELL + " twice");
    }

    @Test
    void noticesACellThatWasTakenFromReportJsonAlone() throws IOException {
        ObjectNode json = json();
        ((ArrayNode) json.get("cells")).remove(0);
        JSON.writeValue(report.resolve("report.json").toFile(), json);

        assertThat(audit(report.toString())).isEqualTo(1);
    }

    @Test
    void noticesEveryPageThatWasEditedOrDeleted() throws IOException {
        List<String> pages = List.of(
                "report.md",
                "index.html",
                "claims.html",
                "traps.html",
                "transactional-eos.html",
                "idempotent-producer/acks-lost.html");
        for (String page : pages) {
            Path file = report.resolve(page);
            Files.writeString(file, Files.readString(file).replaceFirst("acks-lost", "acks-kept"));
        }
        Files.delete(report.resolve("idempotent-producer.html"));

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(pages)
                .allSatisfy(page -> assertThat(out.toString())
                        .contains("differs  " + page + " is not what its evidence comes to, first in line "));
        assertThat(out.toString()).contains("idempotent-producer.html is missing", "; 7 other differences");
    }

    @Test
    void noticesThatReportJsonWasDeleted() throws IOException {
        Files.delete(report.resolve("report.json"));
        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("report.json is missing, and evidence/ is there");
    }

    /** A report of the main job has an atlas, too: it is not to pass for one of an atlas alone. */
    @Test
    void noticesThatReportJsonWasDeletedBesideAnAtlas() throws IOException {
        Files.delete(report.resolve("report.json"));
        Files.writeString(report.resolve("atlas.json"), "{\"scenarios\": []}");

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("differs  report.json is missing, and evidence/ is there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"atlas", "sabotage"})
    void noticesEvidenceWhoseReportWasDeleted(String part) throws IOException {
        copy(Path.of(evidence(CELL)), report.resolve(part).resolve("evidence").resolve(CELL));

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains(".json is missing, and " + part + "/evidence/ is there");
    }

    /** The judge is on trial there: that nobody is convicted is the worst that can come of it. */
    @Test
    void endsWithOneWhenASabotageEscaped() throws IOException {
        Path trial = directory.resolve("trial");
        MadeUpReport.ofSabotages(trial, "chaos.sabotages", "flush-forgotten", "chaos.seed", "1")
                .write();

        assertThat(audit(trial.toString())).as(out.toString()).isEqualTo(1);
        assertThat(out.toString()).doesNotContain("differs  ");
    }

    @Test
    void endsWithZeroWhenTheAccusedAreConvictedAndTheCorrectAcquitted() throws IOException {
        Path trial = directory.resolve("trial");
        MadeUpReport.ofSabotages(trial, "chaos.sabotages", "flush-forgotten", "chaos.seed", "1")
                .write()
                .forge("flush-forgotten/killed-behind-commit", ReportAuditIT::withoutLastEffect)
                .writePages(Versions.read().commit());

        assertThat(audit(trial.toString())).as(out.toString()).isZero();
        assertThat(out.toString()).contains("same  FAIL flush-forgotten/killed-behind-commit");
    }

    /** What was never held against anything is not called the same. */
    @Test
    void doesNotEndWithZeroWhenThePagesAreOfAnotherBuild() throws IOException {
        Path control = directory.resolve("control");
        new MadeUpReport(control, "chaos.modules", "streams-eos", "chaos.faults", "none", "chaos.seed", "1")
                .write()
                .writePages("0123abcd");

        assertThat(audit(control.toString())).as(out.toString()).isEqualTo(3);
    }

    @Test
    void holdsNoPagesAgainstThoseOfAnotherBuildButEveryNumber() throws IOException {
        new MadeUpReport(report, OPTIONS).writePages("0123abcd");
        Files.writeString(report.resolve("index.html"), "pages may look otherwise in another build");

        assertThat(audit(report.toString())).as(out.toString()).isEqualTo(3);
        assertThat(out.toString()).contains("another build  report.json: commit 0123abcd, this is ");

        ObjectNode json = json();
        cell(json, CELL).put("lost", 1);
        JSON.writeValue(report.resolve("report.json").toFile(), json);
        assertThat(audit(report.toString())).isEqualTo(1);
    }
}

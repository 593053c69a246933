package delivery.chaos.report;

import static delivery.chaos.audit.LiteralHistory.history;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Conviction;
import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.report.text.ReportFiles;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SabotageReportTest {
    private static final String SCRIPT = "<script>alert(1)</script>";

    @TempDir
    private Path directory;

    private static LiteralHistory killed() {
        return history()
                .under("pipeline-killed", 1, Circumstance.PIPELINE_RESTARTED)
                .fired()
                .event("e1", "/a", 0, 0)
                .event(SCRIPT, "/a", 0, 1)
                .effect("e1", "/a", 1, 0, 0);
    }

    private Conviction convicted() throws IOException {
        Cell control = killed().effect(SCRIPT, "/a", 2, 0, 1).judgedBelow(directory);
        return new Conviction("no " + SCRIPT, Anomaly.LOST, killed().judgedBelow(directory), control);
    }

    private String written(String file, List<Conviction> convictions) throws IOException {
        SabotageReport.write(
                ReportFiles.in(directory.resolve("report")), "sabotage/", "mvn verify -Psabotage", convictions);
        return Files.readString(directory.resolve("report").resolve(file));
    }

    @Test
    void saysWhoWasConvictedOfWhatInHowManyEventsAndThatTheCorrectModuleWasAcquitted() throws Exception {
        assertThat(written("sabotage.html", List.of(convicted())))
                .contains("1 of 1 planted bugs were detected while the correct version passed")
                .contains("<td data-label=\"in\">1 event</td>")
                .contains("<td data-label=\"the correct module\">at-least-once: pass</td>")
                .contains("sabotage/at-least-once/pipeline-killed.html");
        assertThat(written("sabotage.md", List.of(convicted()))).contains("| lost | 1 event | pass |");
    }

    @Test
    void isTheSameForMachines() throws Exception {
        JsonNode conviction = new JsonMapper()
                .readTree(written("sabotage.json", List.of(convicted())))
                .at("/convictions/0");

        assertThat(conviction.get("status").asText()).isEqualTo("CONVICTED");
        assertThat(conviction.get("anomaly").asText()).isEqualTo("LOST");
        assertThat(conviction.get("count").asLong()).isEqualTo(1);
        assertThat(conviction.get("control").asText()).isEqualTo("PASS");
        assertThat(conviction.get("proof").get(0).asText()).isEqualTo("the acknowledgement of Produce 1 was lost");
        assertThat(conviction.get("evidenceSha256").asText()).matches("[0-9a-f]{64}");
    }

    @Test
    void showsWhatComesFromOutsideAsText() throws Exception {
        assertThat(written("sabotage.html", List.of(convicted())))
                .doesNotContain("<script>alert")
                .contains("no &lt;script&gt;");
        assertThat(written("sabotage.md", List.of(convicted()))).contains("no \\<script\\>");
    }

    @Test
    void countsNoneThatEscaped() throws Exception {
        Cell innocent = killed().effect(SCRIPT, "/a", 2, 0, 1).judgedBelow(directory);

        assertThat(written("sabotage.md", List.of(new Conviction("nothing", Anomaly.LOST, innocent, innocent))))
                .contains("**not detected**")
                .contains("0 of 1 planted bugs were detected");
    }

    /** A reader who comes by a link must not take a planted bug for a finding. */
    @Test
    void saysOnEveryPageOfTheTrialThatThePlantedBugIsMeantToBreakItsPromise() throws Exception {
        DemoTrial.write(directory);
        Document index = page("sabotage/index.html");

        assertThat(index.select("h1").text())
                .isEqualTo("1 of 1 pipelines with a planted bug broke their promise, as they are meant to; the correct"
                        + " ones kept theirs in 1 of 1 cells");
        assertThat(index.select("#not-passed, #which, #needs, #contrast")).isEmpty();
        assertThat(index.select("#as-planted + dl").text()).contains("1 event was lost, which is forbidden");
        for (String page : List.of("sabotage/flush-forgotten.html", "sabotage/flush-forgotten/pipeline-killed.html")) {
            assertThat(page(page).select(".planted").text()).contains("meant to break its promise");
            assertThat(page(page).select(".planted a").attr("href")).endsWith("sabotage.html#flush-forgotten");
        }
        assertThat(page("sabotage/flush-forgotten/pipeline-killed.html")
                        .select("#cite-cell-text")
                        .text())
                .contains("promise broken, as planted");
        assertThat(page("sabotage/at-least-once/pipeline-killed.html").select(".planted"))
                .isEmpty();
    }

    private Document page(String name) throws IOException {
        return Jsoup.parse(directory.resolve(name).toFile());
    }

    @Test
    void saysWhenNoneWasTriedAndHowTheyAre() throws Exception {
        assertThat(written("sabotage.html", List.of()))
                .contains("No pipeline with a planted bug was tried in this run.")
                .contains("mvn verify -Psabotage");
    }
}

package delivery.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Cell;
import delivery.chaos.report.text.Templates;
import delivery.contract.Anomaly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CitationTest {
    @TempDir
    private static Path directory;

    private static List<Cell> cells;
    private static Citation citation;

    @BeforeAll
    static void citeACell() throws IOException {
        cells = DemoRun.cells(directory);
        citation = cite("at-least-once/acks-lost", List.of(cell("at-least-once/acks-lost")));
    }

    private static Citation cite(String title, List<Cell> cited) throws IOException {
        return new Citation.CitationWriter(new Templates(), DemoRun.run())
                .of("cite", title.contains("/") ? title + ".html" : "index.html", title, cited);
    }

    private static Cell cell(String id) {
        return cells.stream().filter(cell -> cell.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void saysWhatWasFoundAndWithWhat() {
        assertThat(citation.text())
                .isEqualTo(
                        "delivery-semantics:20261120T120000Z-1234567/at-least-once/acks-lost: 0 lost, 12 duplicated in"
                                + " 2 of 2 strikes of 200 events, 10 pages miscounted; promise kept. Kafka delivery"
                                + " semantics, measured, 0.1.0 (3844c6e), Kafka 4.3.1. sha256:"
                                + cell("at-least-once/acks-lost")
                                        .evidenceSha256()
                                        .substring(0, 16));
    }

    @Test
    void saysTheSameInMarkdownAndBibtex() {
        String sha256 = cell("at-least-once/acks-lost").evidenceSha256();

        assertThat(citation.markdown())
                .startsWith("> **at-least-once/acks-lost**: 0 lost")
                .contains(
                        "`sha256:" + sha256 + "`",
                        "20261120T120000Z-1234567/at-least-once/acks-lost`](at-least-once/acks-lost.html)",
                        "3844c6e");
        assertThat(citation.bibtex())
                .startsWith("@misc{delivery-semantics-at-least-once-acks-lost-html-1234567,\n")
                .contains("year = {2026}", "month = 11", "version = {0.1.0}", "in 2 of 2 strikes", sha256)
                .endsWith("}");
    }

    @Test
    void givesOneSha256ForSeveralCells() throws IOException {
        Citation several = cite("a claim", cells.subList(0, 2));

        assertThat(several.text())
                .contains("nothing lost or duplicated in 2 cells")
                .endsWith("sha256:" + Citation.sha256(cells.subList(0, 2)).substring(0, 16));
        assertThat(several.bibtex())
                .contains("(of the cells' SHA-256s, a line each): " + Citation.sha256(cells.subList(0, 2)));
        assertThat(Citation.sha256(cells.subList(0, 2))).hasSize(64).isNotEqualTo(Citation.sha256(cells.subList(1, 3)));
    }

    @Test
    void countsOfManyCellsThoseWithAnomalies() throws IOException {
        assertThat(cite("all", cells).text())
                .contains(
                        "33 cells, ",
                        " strikes, events lost in 3 cells, duplicated in 4 cells; ",
                        " pass, ",
                        ", 1 fail");
    }

    @Test
    void isShortEnoughToBeQuoted() throws IOException {
        for (Cell cell : cells) {
            assertThat(cite(cell.id(), List.of(cell)).text()).hasSizeLessThanOrEqualTo(Citation.LENGTH_MAX);
        }
        assertThat(cite("The whole matrix", cells).text()).hasSizeLessThanOrEqualTo(Citation.LENGTH_MAX);
    }

    /** Also of a claim, an answer, a page of the atlas and a planted bug, and with a commit that is not clean. */
    @Test
    void isShortEnoughOnEveryPage() throws IOException {
        Path report = Reports.demo(directory.resolve("demo"));
        List<String> citations = new ArrayList<>();
        try (Stream<Path> files = Files.walk(report)) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".html")).toList()) {
                citations.addAll(Jsoup.parse(page.toFile()).select(".citation").eachText());
            }
        }

        assertThat(citations)
                .hasSizeGreaterThan(50)
                .allSatisfy(citation -> assertThat(citation).hasSizeLessThanOrEqualTo(Citation.LENGTH_MAX));
    }

    /** Several cells of long names, each with something to tell. */
    @Test
    void tellsTheCellsInSumWhereTheirNamesAreTooLong() throws IOException {
        List<Cell> telling = cells.stream()
                .filter(cell -> cell.isAudited() && cell.count(Anomaly.LOST) + cell.count(Anomaly.DUPLICATED) > 0)
                .limit(5)
                .toList();

        assertThat(cite("a claim", telling.subList(0, 2)).text())
                .startsWith("a claim: requests-lost 3 lost; link-down 3 lost.");
        assertThat(cite("a claim of which there is much to be said before its numbers come", telling)
                        .text())
                .contains(": 5 cells, 10 strikes, events lost in 3 cells, duplicated in 2 cells; all pass.")
                .hasSizeLessThanOrEqualTo(Citation.LENGTH_MAX);
    }

    @Test
    void isShortAlsoOfAComparisonForItsNumbersSayWhoShowsWhat() throws IOException {
        DeliveryReport.write(directory, DemoRun.run(), cells);
        List<String> citations = Jsoup.parse(directory.resolve("index.html").toFile())
                .select("#contrast ~ table .citation")
                .eachText();

        assertThat(citations)
                .isNotEmpty()
                .allSatisfy(citation -> assertThat(citation)
                        .startsWith("Comparison under ")
                        .hasSizeLessThanOrEqualTo(Citation.LENGTH_MAX));
    }

    @Test
    void letsNoTextFromOutsideBecomeMarkup() throws IOException {
        Citation hostile = cite("a_b}{\\input{x} & 50 % *c* <i>", List.of());

        assertThat(hostile.bibtex())
                .contains("title = {{a\\_b\\textbraceright \\textbraceleft \\textbackslash input\\textbraceleft x"
                        + "\\textbraceright  \\& 50 \\% *c* <i>}}");
        assertThat(hostile.markdown()).contains("\\*c\\* \\<i\\>");
    }

    @Test
    void isOfTheVersionThatTheRepositorySaysToCite() throws IOException {
        String pom = Files.readString(Path.of("../pom.xml"));
        String version = pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));

        assertThat(Files.readAllLines(Path.of("../CITATION.cff")))
                .contains("cff-version: 1.2.0", "version: " + version)
                .anyMatch(line -> line.startsWith("authors:"))
                .anyMatch(line -> line.startsWith("message:"));
        for (String file : List.of("../.zenodo.json", "../codemeta.json")) {
            JsonNode deposit = new JsonMapper().readTree(Path.of(file).toFile());
            assertThat(deposit.get("version").asText()).as(file).isEqualTo(version);
            assertThat(deposit.get("license").asText()).endsWith("Apache-2.0");
        }
    }
}

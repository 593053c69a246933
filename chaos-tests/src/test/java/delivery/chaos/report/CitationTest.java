package delivery.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.audit.Cell;
import delivery.chaos.report.text.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        citation = cite("at-least-once under acks-lost", List.of(cell("at-least-once/acks-lost")));
    }

    private static Citation cite(String title, List<Cell> cited) throws IOException {
        return new Citation.CitationWriter(new Templates(), DemoRun.run())
                .of("cite", "at-least-once/acks-lost.html", title, cited);
    }

    private static Cell cell(String id) {
        return cells.stream().filter(cell -> cell.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void saysWhatWasFoundAndWithWhat() {
        assertThat(citation.text())
                .isEqualTo("at-least-once under acks-lost: 0 lost (in none of 2 strikes, of 200 at risk), 12 duplicated"
                        + " (in 2 of 2 strikes, mean 6, of 200 at risk), 10 pages miscounted; "
                        + "200 events, effects read at read_uncommitted; fault fired 2"
                        + " of 2 times; verdict pass. Kafka delivery semantics, measured. Suite 0.1.0, "
                        + "commit 3844c6e;"
                        + " Kafka brokers 4.3.1, clients 4.3.1, Streams 4.3.1, transaction version 2; "
                        + "seed 1234567; 2026-11-20. Page"
                        + " at-least-once/acks-lost.html. SHA-256 of the evidence: "
                        + cell("at-least-once/acks-lost").evidenceSha256() + ".");
    }

    @Test
    void saysTheSameInMarkdownAndBibtex() {
        String sha256 = cell("at-least-once/acks-lost").evidenceSha256();

        assertThat(citation.markdown())
                .startsWith("> **at-least-once under acks-lost**: 0 lost")
                .contains("`" + sha256 + "`", "seed 1234567", "commit 3844c6e");
        assertThat(citation.bibtex())
                .startsWith("@misc{delivery-semantics-at-least-once-acks-lost-html-1234567,\n")
                .contains("year = {2026}", "in 2 of 2 strikes, mean 6", sha256)
                .endsWith("}");
    }

    @Test
    void givesOneSha256ForSeveralCells() throws IOException {
        Citation several = cite("a claim", cells.subList(0, 2));

        assertThat(several.text())
                .contains(
                        "at-most-once/control 0 lost, 0 duplicated, pass; at-most-once/acks-lost 0 lost (in none of 2")
                .contains("(of the cells' SHA-256s, a line each): " + Citation.sha256(cells.subList(0, 2)));
        assertThat(Citation.sha256(cells.subList(0, 2))).hasSize(64).isNotEqualTo(Citation.sha256(cells.subList(1, 3)));
    }

    @Test
    void namesOfManyCellsThoseWithAnomaliesAndCountsTheOthers() throws IOException {
        assertThat(cite("all", cells).text())
                .hasSizeLessThan(1_400)
                .contains(
                        "33 cells: ",
                        " pass, ",
                        "1 fail, ",
                        "all in report.json; at-most-once/requests-lost 3 lost (in 2 of 2 strikes, ",
                        "nothing lost or duplicated in 25, in 39 strikes");
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
    }
}

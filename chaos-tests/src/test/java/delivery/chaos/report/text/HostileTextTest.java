package delivery.chaos.report.text;

import static delivery.chaos.audit.LiteralHistory.history;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Promises;
import delivery.chaos.report.DeliveryReport;
import delivery.chaos.report.DemoRun;
import delivery.contract.Circumstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Page paths, event ids and proofs come from outside: they are text in every file of the report, never markup. */
class HostileTextTest {
    private static final String SCRIPT = "<script>alert('\"1&2\"')</script>";
    private static final String MARKDOWN = "a|b `code` **bold** [x](javascript:y) \n# title \\ ~~no~~ & _em_ ``";

    private static final String FILE = "<img src=x onerror=alert(1)>\".log";

    @TempDir
    private static Path directory;

    @BeforeAll
    static void writeReport() throws IOException {
        Cell cell = history()
                .promising(Promises.TRANSACTIONAL)
                .under("acks-lost", 1, Circumstance.ACK_LOST)
                .event(SCRIPT, "/" + MARKDOWN, 0, 0)
                .event(MARKDOWN, "/" + SCRIPT, 0, 1)
                .effect(MARKDOWN, "/" + SCRIPT, 1, 0, 0)
                .effect(MARKDOWN, "/" + SCRIPT, 1, 0, 1)
                .fired("lost " + SCRIPT + MARKDOWN, Map.of("<b>name", List.of(SCRIPT), "count", 3, "true", true))
                .judgedForReport(directory);
        Files.writeString(
                directory.resolve("evidence/transactional-eos/acks-lost").resolve(FILE), "it said " + SCRIPT);
        DeliveryReport.write(directory, DemoRun.run(), List.of(cell));
    }

    private Document page(String page) throws IOException {
        return Jsoup.parse(Files.readString(directory.resolve(page)));
    }

    @Test
    void escapesItInHtmlAndStillShowsItAsItIs() throws IOException {
        assertThat(page("transactional-eos/acks-lost.html").wholeText())
                .contains(SCRIPT + " of page /" + MARKDOWN + " at events-0@0 has no effect")
                .contains(MARKDOWN + " has effects at effects-0@0 and effects-0@1")
                .contains("lost " + SCRIPT)
                .contains("[\"" + SCRIPT.replace("\"", "\\\"") + "\"]")
                .contains(FILE)
                .contains("it said " + SCRIPT);
    }

    @Test
    void runsNoScriptButItsOwn() throws IOException {
        for (String name : List.of("index.html", "transactional-eos.html", "transactional-eos/acks-lost.html")) {
            assertThat(page(name).select("script").eachAttr("src")).isEmpty();
            assertThat(page(name).select("script:not([type])").stream().map(Element::data))
                    .as(name)
                    .isNotEmpty()
                    .isSubsetOf(
                            PageAssets.PAGE_SCRIPT.text(),
                            PageAssets.ARROWS_SCRIPT.text(),
                            PageAssets.MATRIX_SCRIPT.text(),
                            PageAssets.TIMELINE_SCRIPT.text());
            assertThat(page(name).select("img, b[onerror], [onerror], [onclick]"))
                    .as(name)
                    .isEmpty();
            assertThat(page(name)
                            .select("meta[http-equiv=Content-Security-Policy]")
                            .attr("content"))
                    .contains("script-src 'sha256-" + PageAssets.PAGE_SCRIPT.sha256() + "'");
        }
    }

    @Test
    void keepsItWithinTheDataOfTheTimeline() throws IOException {
        Element data = page("transactional-eos/acks-lost.html").selectFirst("script[type=application/json]");

        assertThat(data.data()).doesNotContain("<");
        assertThat(new JsonMapper().readTree(data.data()).at("/faults/0/3").asText())
                .isEqualTo("lost " + SCRIPT + MARKDOWN);
    }

    @Test
    void linksToAFileOfAnyName() throws IOException {
        assertThat(page("transactional-eos/acks-lost.html")
                        .select("a[href*=onerror]")
                        .attr("href"))
                .isEqualTo("../evidence/transactional-eos/acks-lost/%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%22.log");
    }

    @Test
    void keepsItInMarkdownOnItsLineAndWithoutMeaning() throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("report.md"));

        assertThat(lines)
                .contains("- Duplicated, the first of 1: a\\|b \\`code\\` \\*\\*bold\\*\\* \\[x\\](javascript:y)  "
                        + "\\# title \\\\ \\~\\~no\\~\\~ \\& \\_em\\_ \\`\\` has effects at effects-0@0 and "
                        + "effects-0@1");
        assertThat(lines)
                .noneMatch(line -> line.startsWith("# title"))
                .noneMatch(line -> line.matches(".*(?<!\\\\)<script.*"));
    }

    @Test
    void leavesItUntouchedInJson() throws IOException {
        JsonNode cell = new JsonMapper()
                .readTree(directory.resolve("report.json").toFile())
                .get("cells")
                .get(0);

        assertThat(cell.get("examples").get("lost").get(0).get("eventId").asText())
                .isEqualTo(SCRIPT);
        assertThat(cell.get("examples").get("duplicated").get(0).get("eventId").asText())
                .isEqualTo(MARKDOWN);
    }

    @Test
    void fencesCodeLongerThanAnyBackticksInIt() {
        assertThat(Markdown.codeSpan("a ``` b")).isEqualTo("```` a ``` b ````");
        assertThat(Markdown.codeSpan("a|b\nc")).isEqualTo("`a\\|b c`");
    }
}

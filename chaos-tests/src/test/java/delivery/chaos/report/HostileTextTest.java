package delivery.chaos.report;

import static delivery.chaos.audit.LiteralHistory.history;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Promises;
import delivery.contract.Circumstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Page paths, event ids and proofs come from outside: they are text in every file of the report, never markup. */
class HostileTextTest {
    private static final String SCRIPT = "<script>alert('\"1&2\"')</script>";
    private static final String MARKDOWN = "a|b `code` **bold** [x](javascript:y) \n# title \\ ~~no~~ & _em_ ``";

    @TempDir
    private Path directory;

    @BeforeEach
    void writeReport() throws IOException {
        Cell cell = history()
                .promising(Promises.TRANSACTIONAL)
                .under("acks-lost", 1, Circumstance.ACK_LOST)
                .event(SCRIPT, "/" + MARKDOWN, 0, 0)
                .event(MARKDOWN, "/" + SCRIPT, 0, 1)
                .effect(MARKDOWN, "/" + SCRIPT, 1, 0, 0)
                .effect(MARKDOWN, "/" + SCRIPT, 1, 0, 1)
                .fired("lost " + SCRIPT + MARKDOWN, Map.of("<b>name", List.of(SCRIPT), "count", 3, "true", true))
                .judgedBelow(directory);
        DeliveryReport.write(directory, DemoRun.run(), List.of(cell));
    }

    private String text(String page) throws Exception {
        return DeliveryReportTest.parsed(Files.readString(directory.resolve(page)))
                .getDocumentElement()
                .getTextContent();
    }

    @Test
    void escapesItInHtmlAndStillShowsItAsItIs() throws Exception {
        assertThat(Files.readString(directory.resolve("transactional-eos.html")))
                .doesNotContain("<script", "<b>name")
                .contains("&lt;script&gt;");
        assertThat(text("transactional-eos.html"))
                .contains(SCRIPT + " of page /" + MARKDOWN + " at events-0@0 has no effect")
                .contains(MARKDOWN + " has effects at effects-0@0 and effects-0@1")
                .contains("lost " + SCRIPT)
                .contains("[\"" + SCRIPT.replace("\"", "\\\"") + "\"]");
    }

    @Test
    void keepsItInMarkdownOnItsLineAndWithoutMeaning() throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("report.md"));

        assertThat(lines)
                .contains("- a\\|b \\`code\\` \\*\\*bold\\*\\* \\[x\\](javascript:y)  \\# title \\\\ \\~\\~no\\~\\~ \\&"
                        + " \\_em\\_ \\`\\` has effects at effects-0@0 and effects-0@1");
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
        assertThat(MarkdownOutputFormat.codeSpan("a ``` b")).isEqualTo("```` a ``` b ````");
        assertThat(MarkdownOutputFormat.codeSpan("a|b\nc")).isEqualTo("` a\\|b c `");
    }
}

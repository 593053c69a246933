package delivery.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryReportTest {
    @TempDir
    private static Path directory;

    private static List<Cell> cells;

    @BeforeAll
    static void writeReport() throws IOException {
        cells = DemoRun.cells(directory.resolve("report"));
        DeliveryReport.write(directory.resolve("report"), DemoRun.run(), cells);
    }

    private String file(String name) throws IOException {
        return Files.readString(directory.resolve("report").resolve(name));
    }

    static Document parsed(String html) {
        return Jsoup.parse(html);
    }

    private Document page(String name) throws IOException {
        return parsed(file(name));
    }

    @Test
    void writesTheSameInEveryLanguage() throws IOException {
        String english = file("report.json") + file("index.html") + file("at-least-once.html") + file("report.md");
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            DeliveryReport.write(directory.resolve("report"), DemoRun.run(), cells);
        } finally {
            Locale.setDefault(before);
        }

        assertThat(file("report.json") + file("index.html") + file("at-least-once.html") + file("report.md"))
                .isEqualTo(english);
    }

    @Test
    void showsEveryCellOfTheMatrixAndTheGaps() throws IOException {
        Elements rows = page("index.html").select("#matrix-table tbody tr");
        assertThat(rows).as("faults").hasSize(7);
        assertThat(rows).allMatch(row -> row.select("td").size() == 5);
        assertThat(page("index.html").select("#matrix-table .not-run")).hasSize(2);
        assertThat(rows.get(4).text())
                .startsWith("pipeline-killed")
                .contains("✓ pass ✕ 3 lost in 2 of 2 strikes, mean 1.5 0 duplicated ≠ 2 miscounted ✓ pass 0 lost"
                        + " ◆ 12 duplicated in 2 of 2 strikes, mean 6 ≠ 10 miscounted");
        assertThat(file("report.md"))
                .contains("| broker-killed | 0 / 0 / 0 ✓ pass | 0 / 0 / 0 ✓ pass | 0 / 12 / 10 ✗ fail |")
                .contains("| latency | ! harness error | not run | not run | 0 / 0 / 0 ? inconclusive |");
    }

    @Test
    void saysOnTheFirstPageWhatDidNotPassAndWhy() throws IOException {
        assertThat(page("index.html").select(".reasons").text())
                .contains("idempotent-producer/broker-killed ✗ fail DUPLICATED is forbidden and was found in 12 events")
                .contains("at-most-once/latency ! harness error Broker-2 did not come back within 20 s.")
                .contains("transactional-eos/latency ? inconclusive Not drained, it waits on: open");
    }

    @Test
    void linksOnlyToWhatIsThereAndLoadsNothingFromAnywhere() throws IOException {
        int links = 0;
        for (Path file : pages()) {
            Document page = parsed(Files.readString(file));
            assertThat(page.select("[src], link, iframe, object, embed, base"))
                    .as("%s", file)
                    .isEmpty();
            assertThat(page.select("style").html()).doesNotContain("@import", "url(");
            for (Element link : page.select("a[href]")) {
                assertTargetExists(file, link.attr("href"));
                links++;
            }
        }
        assertThat(links).isGreaterThan(1_000);
    }

    private List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("report"))) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }

    private static void assertTargetExists(Path page, String href) throws IOException {
        assertThat(href).doesNotContain(":");
        String[] parts = href.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        assertThat(target).as("%s of %s", href, page).exists();
        if (parts.length == 2) {
            assertThat(Files.readString(target)).contains("id=\"" + parts[1] + "\"");
        }
    }

    @Test
    void givesEveryIdOnAPageOnce() throws IOException {
        for (Path file : pages()) {
            assertThat(parsed(Files.readString(file)).select("[id]").eachAttr("id"))
                    .as("%s", file)
                    .doesNotHaveDuplicates()
                    .isNotEmpty();
        }
    }

    @Test
    void provesOnTheCellsPageThatTheFaultFired() throws IOException {
        assertThat(page("at-least-once/acks-lost.html").text())
                .contains("Proof that the fault fired: 2 of 2 required")
                .contains("At 1.0 s: the acknowledgement of Produce 1 was lost. Repaired after 100 ms; next effect"
                        + " acknowledged 250 ms after it struck.")
                .contains("e-000040 has effects at effects-0@16 and effects-0@17")
                .contains("Duplicated: the first 10 of 12")
                .contains("chaos run at-least-once/acks-lost --seed 42");
    }

    @Test
    void hasOnTheCellsPageWhatHappenedWhenForItsScriptToDraw() throws IOException {
        JsonNode lost = timelineData("at-most-once/pipeline-killed.html");

        assertThat(lost.at("/lost")).hasSize(2);
        assertThat(lost.at("/duplicated")).isEmpty();
        assertThat(lost.at("/faults/1/1").asLong()).isEqualTo(1_000);
        assertThat(lost.at("/effects")
                        .get(lost.at("/effects").size() - 1)
                        .get(1)
                        .asLong())
                .isEqualTo(197);
        assertThat(timelineData("at-least-once/acks-lost.html").at("/duplicated"))
                .isNotEmpty();
    }

    private JsonNode timelineData(String page) throws IOException {
        return new JsonMapper()
                .readTree(page(page).selectFirst("script.timeline-data").data());
    }

    @Test
    void saysWhatHappenedWhenAlsoWithoutAScript() throws IOException {
        Element table = page("at-most-once/pipeline-killed.html").selectFirst("#timeline-table");

        assertThat(table.hasAttr("open")).isTrue();
        assertThat(table.select("tbody tr").eachText())
                .anyMatch(row -> row.startsWith("1,000 ms ") && row.endsWith(" pipeline killed"))
                .anyMatch(row -> row.contains("fault 2 strikes: the acknowledgement of Produce 2 was lost"))
                .anyMatch(row -> row.startsWith("1,100 ms ") && row.endsWith("fault 2 is repaired"))
                .anyMatch(row -> row.endsWith("2 events lost, a commit passed them"));
    }

    @Test
    void tellsTheStepsThatLedToAnAnomaly() throws IOException {
        Element steps = page("at-most-once/pipeline-killed.html").selectFirst("#case-1 .steps");

        assertThat(steps.select(".concerned").text()).contains("OffsetCommit", "events-0@20");
        assertThat(steps.text()).contains("Produce", "effects, of e-000010 … e-000019");
    }

    @Test
    void saysInPlainWordsWhereAModuleBreaks() throws IOException {
        Document module = page("at-least-once.html");

        assertThat(module.select(".breaks li").eachText())
                .anyMatch(line -> line.startsWith(
                        "Under acks-lost, 12 events were duplicated in 2 of 2 strikes, mean 6 (interesting)"));
        assertThat(module.select("#acks-lost").text())
                .contains("◆ 12 duplicated in 2 of 2 strikes, mean 6, of 200 at risk; interesting")
                .contains("fired 2 of 2 times; recovery 250 ms, 250 ms with request.timeout.ms 2000");
        assertThat(module.select(".settings tbody tr").text())
                .contains("acks all all It outlives its leader. Kafka: How many.");
    }

    @Test
    void answersWhichGuaranteeIsNeededByWhatWasMeasured() throws IOException {
        Document index = page("index.html");

        assertThat(index.select("#need-nothing-lost .answer").text()).isEqualTo("at-least-once");
        assertThat(index.select("#need-exactly-once").text())
                .as("an inconclusive cell of each answers nothing")
                .contains("This run does not answer it.");
    }

    @Test
    void writesTheSameAsTextToPasteElsewhere() throws IOException {
        assertThat(file("report.md"))
                .startsWith("# Kafka delivery semantics, measured\n\nSuite 0.1.0 (commit 3844c6e), Kafka brokers 4.3.1")
                .contains("- An event not done is worse than one done twice. **at-least-once**: 0 lost in 0 of 10"
                        + " strikes, of 1,000 at risk, 24 duplicated in 4 of 10 strikes, of 1,000 at risk, under"
                        + " every fault of this run.")
                .contains("0 lost (in none of 2 strikes, of 200 at risk), 12 duplicated (in 2 of 2 strikes, mean 6"
                        + ", of 200 at risk); 200 events, effects read at `read_uncommitted`.");
    }

    @Test
    void saysHowManyInTheMainTableByStrikesAndNotByEvents() throws IOException {
        Document index = page("index.html");

        assertThat(index.select("#cell-at-least-once-acks-lost").text())
                .contains("◆ 12 duplicated in 2 of 2 strikes, mean 6");
        assertThat(file("index.html") + file("report.md") + file("report.json"))
                .doesNotContain("in a million", "perMillion");
    }

    @Test
    void namesTheTimeoutsBesideTheTimesThatTheyDecide() throws IOException {
        Document index = page("index.html");

        assertThat(index.select("#recovery ~ div tr").eachText())
                .anyMatch(row -> row.startsWith("acks-lost 250 ms (") && row.endsWith(" request.timeout.ms 2000"))
                .anyMatch(row -> row.startsWith("broker-killed ") && row.endsWith(" broker.session.timeout.ms 3000"));
        assertThat(page("at-least-once/acks-lost.html").select("#proof ~ p").text())
                .contains("The harness has set request.timeout.ms 2000");
        assertThat(index.select("#settings-clients ~ dl").text())
                .contains("acks-lost", "max.poll.records 10", "request.timeout.ms 2000");
        assertThat(index.select("#settings-brokers + p").text()).isEqualTo("broker.session.timeout.ms 3000");
    }

    @Test
    void comparesNoDurationsAsCosts() throws IOException {
        assertThat(page("index.html").select("section:has(#costs)").text())
                .contains("Not measured here.")
                .doesNotContainPattern("\\d+ ms");
    }

    @Test
    void writesMarkdownThatFitsIntoAPullRequest() throws IOException {
        assertThat(file("report.md")).as("GitHub takes 65,536 characters").hasSizeLessThan(50_000);
    }

    @Test
    void refusesNamesThatAreNoFileAndCellsOfOneName() {
        assertThatThrownBy(() -> new Matrix(List.of("../evil"), List.of(), List.of()))
                .hasMessage("no name for a module or a fault: ../evil");
        assertThatThrownBy(() -> new Matrix(List.of("index"), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Matrix(List.of(), List.of(), List.of(cells.get(0), cells.get(0))))
                .hasMessage("two cells are called at-most-once/control");
    }
}

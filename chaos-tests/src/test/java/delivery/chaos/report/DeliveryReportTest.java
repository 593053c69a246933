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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryReportTest {
    /** One that runs something again: a word like {@code mvn verify} in a sentence is none. */
    private static final Pattern COMMAND = Pattern.compile("^(mvn|java|chaos run) .*(seed|compare|DIR|scenarios=)");

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
        assertThat(page("index.html").select("#matrix-table .gap")).hasSize(2);
        assertThat(page("index.html").selectFirst("#fault-pipeline-killed").text())
                .startsWith("pipeline killed pipeline-killed")
                .contains("✕ 3 events lost in 2 of 2 strikes ≠ 2 pages miscounted")
                .contains("◆ 12 events duplicated in 2 of 2 strikes ≠ 10 pages miscounted");
        assertThat(rows.get(6).id())
                .as("the control, under which nothing is found")
                .isEqualTo("fault-control");
        assertThat(page("index.html")
                        .selectFirst("#cell-idempotent-producer-broker-killed")
                        .text())
                .endsWith("✗ fail");
        assertThat(file("report.md"))
                .contains("| broker-killed | 0 / 0 / 0 ✓ pass | 0 / 0 / 0 ✓ pass | 0 / **12** / **10**, 2 of 2"
                        + " strikes ✗ fail |")
                .contains("| latency | ! harness error | not run | not run | 0 / 0 / 0 ? inconclusive |");
    }

    @Test
    void saysOnTheFirstPageWhatDidNotPassAndWhy() throws IOException {
        assertThat(page("index.html").select(".reasons").text())
                .contains("idempotent-producer/broker-killed ✗ fail 12 events were duplicated, which is forbidden")
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

    /** Of every kind: also of the atlas, of a trial, of claims and traps, and of a comparison. */
    private List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Reports.demo(directory.resolve("demo")))) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }

    private static void assertTargetExists(Path page, String href) throws IOException {
        assertThat(href).doesNotContain(":");
        String[] parts = href.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        assertThat(target).as("%s of %s", href, page).isRegularFile();
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
                .contains("Proof that the fault struck: 2 of 2 required strikes")
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
                        "Under acks-lost, 12 events were duplicated in 2 of 2 strikes, mean 6 (expected)"));
        assertThat(module.select("#acks-lost").text())
                .contains("◆ 12 duplicated in 2 of 2 strikes, mean 6, of 200 at risk; expected")
                .contains("strikes 2 of 2; recovery 250 ms, 250 ms with request.timeout.ms 2000");
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
                .startsWith("# 1 of 33 cells broke their promise: idempotent-producer/broker-killed\n\nKafka delivery"
                        + " semantics, measured. Suite 0.1.0 (commit 3844c6e), Kafka brokers 4.3.1")
                .contains("- I can afford to process events twice, but not to lose one. **at-least-once**: 0 lost of"
                        + " 1,000 at risk, in 0 of 10 strikes that put some at risk; 24 duplicated of 1,000 at"
                        + " risk, in 4 of 10 strikes that put some at risk, under every fault that it was run"
                        + " under.")
                .contains("0 lost (in none of 2 strikes, of 200 at risk), 12 duplicated (in 2 of 2 strikes, mean 6"
                        + ", of 200 at risk); 200 events.");
    }

    @Test
    void saysHowManyInTheMainTableByStrikesAndNotByEvents() throws IOException {
        Document index = page("index.html");

        assertThat(index.select("#cell-at-least-once-acks-lost").text())
                .contains("◆ 12 events duplicated in 2 of 2 strikes");
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
                .isEqualTo("under every fault max.poll.records 10 acks-lost request.timeout.ms 2000");
        assertThat(index.select("#settings-brokers + p").text()).isEqualTo("broker.session.timeout.ms 3000");
    }

    @Test
    void comparesNoDurationsAsCosts() throws IOException {
        assertThat(page("index.html").select("section:has(#costs)").text())
                .contains("Throughput and latency are not measured here.")
                .doesNotContainPattern("\\d+ ms");
    }

    @Test
    void saysWhatWasFoundBeforeEverythingElse() throws IOException {
        Document index = page("index.html");

        assertThat(index.selectFirst("h1").text())
                .isEqualTo("1 of 33 cells broke their promise: idempotent-producer/broker-killed");
        assertThat(index.select(".first #needs dt").eachText()).hasSize(4);
        assertThat(index.select(".first .limits").text())
                .contains("Kafka to Kafka", "Power loss", "seed 1234567", "mvn -B verify -Dchaos.seed=1234567");
        assertThat(file("index.html")).as("bytes of the first page").hasSizeLessThan(300_000);
    }

    @Test
    void definesEveryNumberOfTheMatrixOneClickAway() throws IOException {
        Document index = page("index.html");

        assertThat(index.select(".legend a").eachAttr("href"))
                .containsExactly("#anomaly-lost", "#anomaly-duplicated", "#anomaly-miscounted", "#strike", "#at-risk");
        assertThat(index.select("#price th a, #certainty th a").eachAttr("href"))
                .contains("#strike");
        assertThat(index.select("#anomaly-duplicated + dd").text())
                .contains("250 events that stand three times are 250 duplicated");
        assertThat(page("at-least-once.html").select("#acks-lost dt a").eachAttr("href"))
                .contains("index.html#anomaly-duplicated");
    }

    @Test
    void hasAButtonThatCopiesEachCommand() throws IOException {
        Path demo = Reports.demo(directory.resolve("demo"));
        for (String page : List.of(
                "index.html",
                "at-least-once/acks-lost.html",
                "atlas.html",
                "atlas-at-least-once.html",
                "sabotage.html",
                "sabotage/index.html",
                "compare.html")) {
            Document parsed = parsed(Files.readString(demo.resolve(page)));
            List<String> copied = parsed.select("button[data-copy]").eachAttr("data-copy");

            assertThat(parsed.select("code, pre").stream()
                            .filter(code -> COMMAND.matcher(code.text()).find()))
                    .as(page)
                    .isNotEmpty()
                    .allMatch(command -> copied.contains(command.id()));
        }
    }

    /** In the head of the table, or beside it; and of each the command is there, or one link away. */
    @Test
    void definesTheNumbersOfEveryTableOneClickAway() throws IOException {
        int tables = 0;
        for (Path file : pages()) {
            if (!file.endsWith("print.html")) {
                for (Element table : parsed(Files.readString(file)).select("table:not(.settings, .columns)")) {
                    Element around = table.closest("section, body");
                    assertThat(around.select(
                                    "a[href~=#(anomaly|at-risk|strike|times|reading|verdicts|signs)], code, pre"))
                            .as("%s: %s", file, table.text())
                            .isNotEmpty();
                    tables++;
                }
            }
        }
        assertThat(tables).isGreaterThan(100);
        assertThat(parsed(Files.readString(directory.resolve("demo/index.html")))
                        .select("#recovery ~ div td a, #costs ~ div th a"))
                .as("times and requests lead to their cells, where the command is")
                .isNotEmpty()
                .allMatch(link -> link.attr("href").contains("/"));
    }

    @Test
    void saysInACellOfHowManyStrikesAndWhatChanceHasToDoWithIt() throws IOException {
        assertThat(page("at-least-once/acks-lost.html").select("#numbers ~ p").eachText())
                .contains(
                        "0 lost of 200 events at risk, in none of 2 strikes. If strikes came at random moments, at most"
                                + " 84.2 % of them would show it (95 % interval); here the schedule chooses the steps.",
                        "12 duplicated of 200 events at risk, in 2 of "
                                + "2 strikes; all of them were in flight at a strike."
                                + " If strikes came at random moments, 15.8 to 100 % of them would show it (95 %"
                                + " interval); here the schedule chooses the steps.");
    }

    /** In a column of a table it is thousands of pixels long on a phone. */
    @Test
    void hasWhatAProcessPrintedLastBelowTheTableOfProcesses() throws IOException {
        Document cell = page("at-least-once/pipeline-killed.html");

        assertThat(cell.select("#processes ~ .scrolls pre")).isEmpty();
        assertThat(cell.select("#processes ~ details").text())
                .startsWith("pipeline, pid 4801, exited at 9.0 s: what it printed last")
                .contains("at Sender.run");
    }

    @Test
    void saysHowManyStrikesTheNumbersRestOn() throws IOException {
        assertThat(page("index.html").select("#certainty td").eachText())
                .anyMatch(cell -> cell.startsWith("✕ lost: 0 of 10 ≤ 26 %"))
                .anyMatch(cell -> cell.startsWith("✕ lost: 6 of "));
    }

    @Test
    void linksToThePagesOfOtherJobsOnceTheyAreThere() throws IOException {
        Path other = Files.createDirectories(directory.resolve("other"));
        Cell cell = cells.get(0);
        DeliveryReport.write(other, DemoRun.run(), List.of(cell));
        assertThat(Files.readString(other.resolve("index.html"))).doesNotContain("cost.html", "blast-radius.html");

        Files.writeString(other.resolve("cost.html"), "");
        DeliveryReport.write(other, DemoRun.run(), List.of(cell));

        assertThat(parsed(Files.readString(other.resolve("index.html"))).select(".limits a[href=cost.html]"))
                .hasSize(1);
    }

    @Test
    void writesEveryTableAsCsvWithAsManyFieldsInEachRow() throws IOException {
        for (String table :
                List.of("cells", "strikes", "guarantees", "contrasts", "promises", "recovery", "settings")) {
            List<String> lines = Files.readAllLines(directory.resolve("report/csv/" + table + ".csv"));
            long fields = fields(lines.get(0));
            assertThat(lines).as(table).hasSizeGreaterThan(1).allMatch(line -> fields(line) == fields);
        }
        assertThat(file("csv/cells.csv").lines().toList())
                .hasSize(34)
                .anyMatch(line ->
                        line.startsWith("\"at-least-once\",\"acks-lost\",\"acks lost\",PASS,200,212,0,12,10,0,"))
                .anyMatch(line -> line.startsWith("\"at-most-once\",\"latency\",\"latency\",HARNESS_ERROR,,,"));
    }

    private static long fields(String line) {
        return line.replaceAll("\"(?:[^\"]|\"\")*\"", "")
                        .chars()
                        .filter(character -> character == ',')
                        .count()
                + 1;
    }

    @Test
    void writesJunitXmlWithDurationsCountsSeedsAndCommands() throws IOException {
        Document junit = Jsoup.parse(file("junit.xml"), "", Parser.xmlParser());

        assertThat(junit.select("testsuite[name!=contrast] > testcase")).hasSize(33);
        Element cell = junit.selectFirst("testcase[classname=at-least-once][name=acks-lost]");
        assertThat(cell.attr("time")).isEqualTo("5.200");
        assertThat(cell.select("property[name=duplicated]").attr("value")).isEqualTo("12");
        assertThat(cell.select("property[name=command]").attr("value"))
                .isEqualTo("chaos run at-least-once/acks-lost --seed 42");
        assertThat(junit.select("failure[type=FAIL]")).hasSize(1);
        assertThat(junit.select("error")).hasSize(1);
        assertThat(junit.select("testcase[name=latency] > failure").eachAttr("type"))
                .as("what was not judged is no success")
                .containsExactlyInAnyOrder("INCONCLUSIVE", "NOT_EXERCISED");
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

package delivery.chaos.report.atlas;

import static delivery.chaos.report.atlas.DemoAtlas.BY_NAME;
import static delivery.chaos.report.atlas.DemoAtlas.PRODUCE;
import static delivery.chaos.report.atlas.DemoAtlas.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Verdict;
import delivery.chaos.report.DemoRun;
import delivery.contract.Anomaly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtlasReportTest {
    @TempDir
    private static Path directory;

    private static DemoAtlas demo;

    @BeforeAll
    static void writeTheAtlas() throws IOException {
        demo = new DemoAtlas(DemoRun.cells(directory));
        demo.writeInto(directory);
    }

    private static AtlasScenario scenario(
            String module, AtlasScenario.AtlasStep step, String strike, String... faults) {
        return demo.scenario(module, step, strike, faults);
    }

    private static Cell cell(String module, String fault) {
        return demo.cell(module, fault);
    }

    private static String page(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    @Test
    void theMatrixShowsWhatEachModuleLostAndDuplicated() throws IOException {
        assertThat(page("atlas.html"))
                .contains("href=\"atlas-at-least-once.html#produce.ack-lost\" class=\"mark found\">D12 M")
                .contains("href=\"atlas-at-most-once.html#produce.killed-after\" class=\"mark found\">L3 M")
                .contains("href=\"atlas-transactional-eos.html#produce.killed-after\" class=\"mark\">✓");
    }

    @Test
    void whereNothingWasAtRiskTheMarkSaysSo() {
        AtlasScenario nothingAtRisk = scenario("at-least-once", PRODUCE, "ack-lost", "control");

        assertThat(nothingAtRisk.isAtRisk()).isFalse();
        assertThat(nothingAtRisk.isIntact()).isTrue();
        assertThat(nothingAtRisk.mark()).isEqualTo("(✓)");
    }

    @Test
    void hasARowForEveryStrikeThatWasTriedAndNoOther() throws IOException {
        String matrix = section("matrix");

        assertThat(matrix).contains("rowspan=\"1\">join-group</th>", "rowspan=\"2\">produce</th>");
    }

    @Test
    void canBeCitedWithTheCountsOfItsScenarios() throws IOException {
        assertThat(page("atlas.html")).contains(" strikes, events lost in ", ", duplicated in ");
        assertThat(page("atlas-at-least-once.html"))
                .contains("delivery-semantics:20261120T120000Z-1234567/atlas-at-least-once sha256:")
                .contains("SHA-256 of the evidence (of the cells&#39; SHA-256s, a line each):");
    }

    @Test
    void whereTheGuaranteesPartLeavesOutTheOtherRows() throws IOException {
        String contrast = section("contrast");

        assertThat(contrast).contains("<th scope=\"row\">produce</th><td>ack lost</td>", "D12 M", "✓");
        assertThat(contrast).doesNotContain("join-group");
    }

    @Test
    void aStoryLeadsToItsScenarioAndTheCommandForIt() throws IOException {
        String stories = section("stories");

        assertThat(stories)
                .contains("The ack is late", "href=\"atlas-at-least-once.html#by-name.late-ack\"", "D12 M")
                .contains("at-least-once duplicates 12 events of 200", "mvn verify -Pagain");
        assertThat(page("atlas-at-least-once.html")).contains("id=\"by-name.late-ack\"");
    }

    @Test
    void aStoryOfAnotherRunSaysHowToAskForIt() throws IOException {
        assertThat(section("stories")).contains("at-most-once/by-name/late-ack, not asked for", "mvn verify -Pmore");
    }

    @Test
    void aStoryThatWasAskedForAndIsMissingIsNotSaidToBeUnasked() throws IOException {
        assertThat(section("stories"))
                .contains("idempotent-producer/by-name/late-ack, asked for in this run and not run to its end");
    }

    @Test
    void whatIsMissingIsSaidFirstWithTheReason() throws IOException {
        assertThat(page("atlas.html").split("<section>")[1])
                .contains("What is missing", "idempotent-producer/by-name/late-ack run 2")
                .contains("a cluster did not come up: &lt;i&gt;no&lt;/i&gt; memory");
        assertThat(page("atlas.html")).doesNotContain("each with its exact outcome");
        assertThat(page("atlas.html")).contains("Of 99 scenarios", "asked for 12", "1 were not run");
    }

    @Test
    void whatTheModuleNeverDoesIsToldApartFromWhatWasNotRun() throws IOException {
        String killedAfterProduce = section("matrix").split("killed after")[1];

        assertThat(killedAfterProduce.split("</tr>")[0]).contains("title=\"not run\">·</span>");
        assertThat(section("matrix").split(">join-group<")[1].split("</tr>")[0]).contains("<td></td>");
    }

    @Test
    void theTableOfWhereTheGuaranteesPartIsThereAsTextWithThePagesThatAreMiscounted() throws IOException {
        assertThat(page("atlas.md"))
                .contains("| step | strike | at-most-once |")
                .containsPattern("12 duplicated, [0-9]+ pages miscounted");
    }

    @Test
    void aStoryThatCannotHappenToAModuleSaysWhy() throws IOException {
        assertThat(section("stories")).contains("This cannot happen to it: it waits for ever.");
    }

    @Test
    void aScenarioWithANameOfItsOwnIsNoRowOfTheMatrix() throws IOException {
        assertThat(section("matrix") + section("contrast")).doesNotContain("by-name");
    }

    private static String section(String id) throws IOException {
        return Stream.of(page("atlas.html").split("<section>"))
                .filter(section -> section.contains("id=\"" + id + "\""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aModulesStepsLeadToTheirScenarios() throws IOException {
        Elements rows = steps("atlas-at-least-once.html");

        assertThat(rows.eachText())
                .containsExactly(
                        "Start-up",
                        "JoinGroup v9 to the coordinator ack lost (✓)",
                        "Cycle",
                        "Produce v13 to the leader ack lost D12 M10 killed after D12 M10",
                        "Shut-down",
                        "LeaveGroup v5 to the coordinator");
        assertThat(rows.select("a").eachAttr("href"))
                .containsExactly("#join-group.ack-lost", "#produce.ack-lost", "#produce.killed-after");
    }

    @Test
    void anArrowGoesAsFarAsThePartyOfItsRequest() throws IOException {
        assertThat(Jsoup.parse(page("atlas-at-least-once.html"))
                        .select(".cycle thead th")
                        .eachText())
                .containsSubsequence("coordinator", "leader");
        assertThat(steps("atlas-at-least-once.html").get(3).select(".line").eachAttr("class"))
                .containsExactly("line way", "line way arrives");
        assertThat(steps("atlas-at-least-once.html").get(1).select(".line").eachAttr("class"))
                .containsExactly("line way arrives", "line");
    }

    private static Elements steps(String page) throws IOException {
        return Jsoup.parse(page(page)).select(".cycle tbody tr");
    }

    @Test
    void whatComesFromOutsideIsEscaped() throws IOException {
        assertThat(page("atlas-at-least-once.html"))
                .contains("something &lt;b&gt;bad&lt;/b&gt; happens")
                .doesNotContain("something <b>bad");
    }

    @Test
    void theSentenceSaysWhatWasFoundAndWhatThePromiseSaysOfIt() {
        String sentence =
                scenario("at-least-once", PRODUCE, "ack-lost", "acks-lost").sentence();

        assertThat(sentence)
                .startsWith(
                        "If, at Produce v13, something <b>bad</b> happens, at-least-once duplicates 12 events of 200")
                .contains(
                        "loses nothing (read at read_uncommitted).",
                        "At this strike it forbids losses,",
                        "and allows duplicates",
                        "of what was in flight");
    }

    @Test
    void theSentenceNamesAllThatThePromiseForbids() {
        assertThat(scenario("at-least-once", PRODUCE, "ack-lost", "acks-lost").sentence())
                .containsPattern(
                        "forbids losses, .*phantom effects, aborted effects that are read and torn transactions");
    }

    @Test
    void theSentenceCanBeQuotedAloneWithVersionsLayoutSettingsAndSeed() {
        Cell cell = cell("at-least-once", "acks-lost");

        assertThat(scenario("at-least-once", PRODUCE, "ack-lost", "acks-lost").sentence())
                .contains("Kafka brokers ", ", clients ")
                .contains("transaction.version", "one partition, batches of 30 events", "linger.ms 15000")
                .endsWith("seed " + cell.audit().scenario().seed() + ".");
    }

    @Test
    void theSentenceOfWhatNoSeedDecidesSaysSoAndWhatItMayBe() {
        AtlasScenario race = varying("Runs of one seed lose 0 or 30 events: a race between two brokers.");

        assertThat(race.sentence()).contains("No seed decides this: Runs of one seed lose 0 or 30 events");
    }

    private static AtlasScenario varying(String why) {
        AtlasScenario one = scenario("at-least-once", PRODUCE, "ack-lost", "acks-lost");
        return new AtlasScenario(
                one.module(),
                one.step(),
                one.strike(),
                one.strikeLabel(),
                one.blow(),
                one.layout(),
                one.settings(),
                why,
                null,
                one.cells());
    }

    @Test
    void noSentenceGivesTheTimeOfThisHarnessForKafkas() {
        assertThat(scenario("at-least-once", PRODUCE, "ack-lost", "acks-lost").sentence())
                .doesNotContain("The next effect is acknowledged");
    }

    @Test
    void aScenarioThatDecidesNothingSaysSo() {
        AtlasScenario undecided = scenario("transactional-eos", PRODUCE, "ack-lost", "latency");

        assertThat(undecided.isDecided()).isFalse();
        assertThat(undecided.sentence()).contains("this run cannot say what comes of it");
        assertThat(undecided.mark()).doesNotContain("✓");
    }

    @Test
    void theReasonOfTheHarnessDoesNotEndInTwoStops() {
        assertThat(scenario("at-least-once", PRODUCE, "ack-lost", UNDECIDED).sentence())
                .endsWith("broker-2 is gone.");
    }

    @Test
    void aBrokenPromiseIsNotHiddenByARunThatDecidesNothing() {
        AtlasScenario mixed = scenario("idempotent-producer", PRODUCE, "broker-killed", "broker-killed", UNDECIDED);

        assertThat(mixed.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(mixed.sentence()).contains("idempotent-producer breaks its promise in one run at least");
    }

    @Test
    void everyPageLeadsToTheAtlassOwnNumbers() throws IOException {
        assertThat(page("atlas.html").split("<footer>")[1]).contains("href=\"atlas.json\"", "href=\"atlas.md\"");
        assertThat(page("atlas.html").split("<footer>")[1]).doesNotContain("report.json");
    }

    @Test
    void runsThatDifferAreShownAsARange() {
        AtlasScenario differing = scenario("at-least-once", PRODUCE, "ack-lost", "control", "acks-lost");

        assertThat(differing.varies()).isTrue();
        assertThat(differing.variesUnexplained()).isTrue();
        assertThat(differing.mark()).startsWith("D0–12");
    }

    private static AtlasScenario known(String fault, Anomaly... anomalies) {
        return new AtlasScenario(
                "idempotent-producer",
                BY_NAME,
                "late-end-txn",
                "EndTxn late",
                "it is late",
                "one partition",
                Map.of(),
                "",
                new AtlasScenario.Known("KAFKA-17754", "An epoch lasts too long.", Set.of(anomalies)),
                List.of(cell("idempotent-producer", fault)));
    }

    @Test
    void whatKafkaIsKnownToBreakIsNeitherGreenNorAFailureOfTheRun() {
        AtlasScenario broken = known("broker-killed", Anomaly.values());

        assertThat(broken.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(broken.isKnownViolation()).isTrue();
        assertThat(broken.isIntact()).isFalse();
        assertThat(broken.mark()).endsWith("KNOWN VIOLATION KAFKA-17754");
    }

    @Test
    void whatBreaksInAnotherWayThanIsKnownFails() {
        AtlasScenario broken = known("broker-killed", Anomaly.TORN);

        assertThat(broken.isKnownViolation()).isFalse();
        assertThat(broken.mark()).doesNotContain("KNOWN");
    }

    @Test
    void whatIsKnownAndDidNotHappenIsSaid() {
        assertThat(known("control", Anomaly.LOST).isKnownAndAbsent()).isTrue();
    }

    @Test
    void theSameIsThereForMachines() throws IOException {
        JsonNode atlas = new JsonMapper().readTree(page("atlas.json"));

        assertThat(atlas.at("/scenarios/1/id").asText()).isEqualTo("at-most-once/produce/ack-lost");
        assertThat(atlas.at("/scenarios/1/cells/0/verdict").asText()).isEqualTo("PASS");
    }
}

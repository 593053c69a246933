package delivery.chaos.report.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import delivery.chaos.report.text.ReportFiles;
import delivery.chaos.run.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdicts follow from the numbers of the run. */
class LedgerReportTest {
    /** At least once under lost acknowledgements duplicates; an idempotent producer does not. */
    private static final String LOST_ACK = "lost-ack-and-retry-duplicates";

    private static final String WEAKER = "at-least-once/acks-lost";
    private static final String STRONGER = "idempotent-producer/acks-lost";

    @TempDir
    private Path directory;

    private final Reported run = new Reported("c0ffee");

    private JsonNode claim(String id) throws IOException {
        LedgerReport.write(ReportFiles.in(directory));
        return entry("claims", id);
    }

    private JsonNode entry(String list, String id) throws IOException {
        for (JsonNode entry : new JsonMapper()
                .readTree(directory.resolve(list + ".json").toFile())
                .get(list)) {
            if (entry.get("id").asText().equals(id)) {
                return entry;
            }
        }
        throw new AssertionError("no " + id + " among the " + list);
    }

    private void writeOfBuild(String... reports) throws IOException {
        LedgerReport.writeOfBuild(ReportFiles.in(directory), List.of(reports));
    }

    private String verdict(String id) throws IOException {
        return claim(id).get("verdict").asText();
    }

    @Test
    void supportsAClaimWhoseExperimentsCameOutAsItSays() throws IOException {
        run.cell(WEAKER, "PASS", "duplicated", 750, 750)
                .cell(STRONGER, "PASS", "duplicated", 0, 750)
                .writeReport(directory);

        assertThat(verdict(LOST_ACK)).isEqualTo("SUPPORTED");
        assertThat(claim(LOST_ACK).at("/experiments/0/found").asText())
                .isEqualTo("750 duplicated, 750 at risk, 3 strikes");
        assertThat(claim(LOST_ACK).at("/experiments/0/link").asText()).isEqualTo(WEAKER + ".html");
    }

    @Test
    void turnsAClaimWhoseExperimentCameOutOtherwise() throws IOException {
        run.cell(WEAKER, "PASS", "duplicated", 750, 750)
                .cell(STRONGER, "FAIL", "duplicated", 1, 750)
                .writeReport(directory);

        assertThat(verdict(LOST_ACK)).isEqualTo("TURNED");
    }

    @Test
    void turnsAClaimThatExpectsWhatWasAtRiskAndDidNotShow() throws IOException {
        run.cell(WEAKER, "PASS", "duplicated", 0, 750).writeReport(directory);

        assertThat(verdict(LOST_ACK)).isEqualTo("TURNED");
    }

    @Test
    void takesNoZeroForEvidenceWhereNothingWasAtRisk() throws IOException {
        run.cell(WEAKER, "PASS", "duplicated", 750, 750)
                .cell(STRONGER, "PASS", "duplicated", 0, 0)
                .writeReport(directory);

        assertThat(verdict(LOST_ACK)).isEqualTo("IN_PART");
        assertThat(claim(LOST_ACK).at("/experiments/1/bearing").asText()).isEqualTo("UNDECIDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT_EXERCISED", "HARNESS_ERROR", "INCONCLUSIVE", "CONTRACT_BROKEN"})
    void takesNoNumberOfACellWithoutADecision(String verdict) throws IOException {
        run.cell(STRONGER, verdict, "duplicated", 0, 750).writeReport(directory);

        assertThat(verdict(LOST_ACK)).isEqualTo("NOT_RUN");
    }

    @Test
    void saysOfARunThatLacksItThatItWasNotRun() throws IOException {
        run.writeReport(directory);

        assertThat(verdict(LOST_ACK)).isEqualTo("NOT_RUN");
        assertThat(verdict("random-transactional-id")).isEqualTo("NOT_RUN");
    }

    @Test
    void findsTheCellsOfSabotagedPipelinesInTheirOwnReport() throws IOException {
        run.cell("random-transactional-id/killed-before-end-txn", "FAIL", "stuck", 1, 0)
                .writeReport(directory.resolve("sabotage"));

        assertThat(verdict("random-transactional-id")).isEqualTo("SUPPORTED");
        assertThat(claim("random-transactional-id").at("/experiments/0/link").asText())
                .isEqualTo("sabotage/random-transactional-id/killed-before-end-txn.html");
    }

    @Test
    void readsTheStepsThatTheAtlasRecorded() throws IOException {
        run.writeReport(directory).writeAtlas(directory, "transactional-eos", "produce", "end-txn");

        assertThat(verdict("begin-transaction-sends-nothing")).isEqualTo("SUPPORTED");
    }

    @Test
    void turnsAClaimAboutAStepThatIsTaken() throws IOException {
        run.writeReport(directory).writeAtlas(directory, "transactional-eos", "add-partitions-to-txn", "end-txn");

        assertThat(verdict("begin-transaction-sends-nothing")).isEqualTo("TURNED");
    }

    @Test
    void takesNoEvidenceFromAnAtlasOfAnotherBuild() throws IOException {
        run.writeReport(directory);
        new Reported("another").writeAtlas(directory, "transactional-eos", "produce", "end-txn");

        assertThat(verdict("begin-transaction-sends-nothing")).isEqualTo("NOT_RUN");
    }

    @Test
    void takesNoEvidenceFromSabotagedPipelinesOfAnotherBuild() throws IOException {
        run.writeReport(directory);
        new Reported("another")
                .cell("random-transactional-id/killed-before-end-txn", "FAIL", "stuck", 1, 0)
                .writeReport(directory.resolve("sabotage"));

        assertThat(verdict("random-transactional-id")).isEqualTo("NOT_RUN");
    }

    /** What was found on them says nothing of those of the run. */
    @ParameterizedTest
    @CsvSource({"4.3.1, 2", "4.4.0, 1"})
    void takesNoEvidenceFromSabotagedPipelinesOnOtherBrokers(String brokers, int transactionVersion)
            throws IOException {
        run.writeReport(directory);
        new Reported("c0ffee")
                .on(brokers, transactionVersion)
                .cell("random-transactional-id/killed-before-end-txn", "FAIL", "stuck", 1, 0)
                .writeReport(directory.resolve("sabotage"));

        assertThat(verdict("random-transactional-id")).isEqualTo("NOT_RUN");
    }

    @Test
    void supportsNothingInFullOfWhichATestIsNotKnownToHaveBeenRun() throws IOException {
        run.cell("transactional-eos/coordinator-killed", "PASS", "lost", 0, 250).writeReport(directory);

        assertThat(verdict("transaction-log-holds-state")).isEqualTo("IN_PART");
    }

    @Test
    void gathersWhatAllRunsOfABuildFound() throws IOException {
        run.cell(WEAKER, "PASS", "duplicated", 750, 750)
                .cell(STRONGER, "PASS", "duplicated", 0, 750)
                .writeReport(directory.resolve("older"));
        new Reported("c0ffee")
                .cell("random-transactional-id/killed-before-end-txn", "FAIL", "stuck", 1, 0)
                .writeReport(directory.resolve("newer/sabotage"));
        new Reported("another").cell(STRONGER, "FAIL", "duplicated", 1, 750).writeReport(directory.resolve("oldest"));
        writeOfBuild("newer/", "older/", "oldest/");

        assertThat(entry("claims", LOST_ACK).get("verdict").asText()).isEqualTo("SUPPORTED");
        assertThat(entry("claims", LOST_ACK).at("/experiments/0/link").asText()).isEqualTo("older/" + WEAKER + ".html");
        assertThat(entry("claims", "random-transactional-id")
                        .at("/experiments/0/link")
                        .asText())
                .isEqualTo("newer/sabotage/random-transactional-id/killed-before-end-txn.html");
    }

    @Test
    void takesTheNewestNumberOfABuild() throws IOException {
        run.cell(WEAKER, "PASS", "duplicated", 750, 750).writeReport(directory.resolve("older"));
        new Reported("c0ffee").cell(WEAKER, "PASS", "duplicated", 0, 750).writeReport(directory.resolve("newer"));
        writeOfBuild("newer/", "older/");

        assertThat(entry("claims", LOST_ACK).get("verdict").asText()).isEqualTo("TURNED");
    }

    @Test
    void findsAnExperimentOnOlderTransactionsInTheRunThatHadThem() throws IOException {
        run.writeReport(directory.resolve("newer"));
        new Reported("c0ffee")
                .on("4.4.0", 1)
                .cell("transactional-eos/produce-first/by-name/late-end-txn", "FAIL", "duplicated", 30, 30)
                .writeAtlas(Files.createDirectories(directory.resolve("older")), "transactional-eos", "end-txn");
        writeOfBuild("newer/", "older/");

        assertThat(entry("traps", "late-end-txn").at("/with/0/bearing").asText())
                .isEqualTo("AS_EXPECTED");
    }

    @Test
    void hasTheOutcomeOfATestForAVerdictOfTheBuild() throws IOException {
        Versions suite = Versions.read();
        new Reported(suite.commit()).on(suite.brokers(), 2).writeReport(directory.resolve("run"));
        ReportFiles all = ReportFiles.in(directory);
        String groups = "delivery.chaos.report.claims.GroupClaimsIT.";
        OutcomeForTheLedger.write(all, groups + "groupsKeepOffsetsOfTheirOwn", "passed", Instant.EPOCH);
        OutcomeForTheLedger.write(all, groups + "moreReplicasThanBrokersAreRefused", "failed", Instant.EPOCH);
        writeOfBuild("run/");

        JsonNode passed = entry("claims", "groups-are-independent");
        assertThat(passed.get("verdict").asText()).isEqualTo("SUPPORTED");
        assertThat(passed.at("/experiments/0/found").asText()).isEqualTo("passed, 1970-01-01T00:00:00Z");
        assertThat(directory.resolve(passed.at("/experiments/0/link").asText())).exists();
        assertThat(entry("claims", "replication-factor-and-brokers")
                        .get("verdict")
                        .asText())
                .isEqualTo("TURNED");
        assertThat(entry("claims", "same-key-same-partition").get("verdict").asText())
                .isEqualTo("TESTED");
    }

    @Test
    void takesNoOutcomeFromATestOfAnotherBuild() throws IOException {
        run.writeReport(directory.resolve("run"));
        OutcomeForTheLedger.write(
                ReportFiles.in(directory),
                "delivery.chaos.report.claims.GroupClaimsIT.groupsKeepOffsetsOfTheirOwn",
                "passed",
                Instant.EPOCH);
        writeOfBuild("run/");

        assertThat(entry("claims", "groups-are-independent").get("verdict").asText())
                .isEqualTo("TESTED");
    }

    @Test
    void showsWhatWasRecordedOfATrapOnEachVersion() throws IOException {
        LedgerReport.write(ReportFiles.in(directory));
        Document page = Jsoup.parse(Files.readString(directory.resolve("traps.html")));

        for (NamedTrap trap : Ledger.TRAPS) {
            List<String> cells = trap.byVersion().stream()
                    .flatMap(table -> table.outcomes().stream())
                    .flatMap(row -> row.found().stream())
                    .toList();
            assertThat(page.getElementById(trap.id())
                            .select("table.versions td")
                            .eachText())
                    .as(trap.id())
                    .isEqualTo(cells);
        }
    }

    @Test
    void writesTheSameOnceMore() throws IOException {
        run.cell(WEAKER, "PASS", "duplicated", 750, 750).writeReport(directory);
        for (String file : List.of("claims.html", "claims.json", "traps.html", "traps.json")) {
            LedgerReport.write(ReportFiles.in(directory));
            byte[] once = Files.readAllBytes(directory.resolve(file));
            LedgerReport.write(ReportFiles.in(directory));

            assertThat(Files.readAllBytes(directory.resolve(file))).isEqualTo(once);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"claims", "traps"})
    void writesWhatThePublishedSchemaAllows(String name) throws IOException {
        run.cell(WEAKER, "PASS", "duplicated", 750, 750).writeReport(directory);
        LedgerReport.write(ReportFiles.in(directory));

        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(directory.resolve(name + ".schema.json")), InputFormat.JSON)
                        .validate(Files.readString(directory.resolve(name + ".json")), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"claims", "traps"})
    void showsEveryEntryWithItsVerdictAtAnAddressOfItsOwn(String name) throws IOException {
        run.cell(WEAKER, "PASS", "duplicated", 750, 750).writeReport(directory);
        LedgerReport.write(ReportFiles.in(directory));
        Document page = Jsoup.parse(Files.readString(directory.resolve(name + ".html")));

        List<String> ids = name.equals("claims")
                ? Ledger.CLAIMS.stream().map(LedgerClaim::id).toList()
                : Ledger.TRAPS.stream().map(NamedTrap::id).toList();
        for (String id : ids) {
            Element article = page.getElementById(id);
            assertThat(article).as(id).isNotNull();
            assertThat(article.select(".verdict")).as(id).isNotEmpty();
        }
        assertThat(page.select("a[href=" + WEAKER + ".html]")).isNotEmpty();
    }
}

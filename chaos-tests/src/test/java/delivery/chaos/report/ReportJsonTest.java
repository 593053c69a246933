package delivery.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportJsonTest {
    @TempDir
    private static Path directory;

    private static JsonNode json;

    @BeforeAll
    static void writeReport() throws IOException {
        DeliveryReport.write(directory.resolve("report"), DemoRun.run(), DemoRun.cells(directory.resolve("report")));
        json = new JsonMapper().readTree(directory.resolve("report/report.json").toFile());
    }

    private JsonNode cell(String id) {
        for (JsonNode cell : json.get("cells")) {
            if (cell.get("id").asText().equals(id)) {
                return cell;
            }
        }
        throw new AssertionError("no cell " + id + " in report.json");
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void keepsThePublishedNamesOfTheJson() {
        assertThat(names(json))
                .contains("schema", "suite", "kafka", "toxiproxy", "seed", "started", "durationSeconds", "cells")
                .contains("contrast");
        assertThat(json.get("schema").intValue()).isEqualTo(2);
        assertThat(names(json.get("suite"))).containsExactly("version", "commit");
        assertThat(names(json.get("kafka"))).containsExactly("broker", "clients", "streams", "transactionVersion");
        assertThat(names(json.get("toxiproxy"))).containsExactly("kind", "version");
        JsonNode cell = json.get("cells").get(0);
        assertThat(names(cell))
                .startsWith(
                        "id", "module", "fault", "seed", "events", "faultsFired", "lost", "duplicated", "miscounted")
                .contains("reordered", "phantom", "abortedRead", "verdict", "expectation", "durationSeconds")
                .contains("evidence", "repeat");
        assertThat(names(cell.get("expectation")))
                .containsExactly(
                        "lost", "duplicated", "miscounted", "reordered", "phantom", "abortedRead", "torn", "stuck");
    }

    @Test
    void isAsThePublishedSchemaSays() throws IOException {
        String schema = Files.readString(directory.resolve("report/report.schema.json"));
        String report = Files.readString(directory.resolve("report/report.json"));

        assertThat(errors(schema, report)).isEmpty();
        assertThat(errors(schema, report.replace("\"PASS\"", "\"FINE\""))).isNotEmpty();
        assertThat(errors(schema, report.replace("\"faultsFired\"", "\"fired\"")))
                .isNotEmpty();
    }

    private static List<Error> errors(String schema, String json) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON)
                .validate(json, InputFormat.JSON);
    }

    @Test
    void writesWhatFiguresRestOn() {
        assertThat(json.at("/harness/clients/acks-lost/request.timeout.ms").asText())
                .isEqualTo("2000");
        assertThat(json.at("/harness/brokers/broker.session.timeout.ms").asText())
                .isEqualTo("3000");
        JsonNode cell = cell("at-most-once/broker-killed");
        assertThat(cell.get("isolationLevel").asText()).isEqualTo("read_uncommitted");
        assertThat(cell.get("races")).extracting(JsonNode::asText).containsExactly("lost", "miscounted");
        assertThat(cell.get("requests").get(0).toString())
                .isEqualTo("{\"apiKey\":\"Produce\",\"requests\":412,\"responses\":410,\"unanswered\":2,"
                        + "\"versions\":[13]}");
        assertThat(cell("at-least-once/acks-lost")
                        .at("/faultRates/duplicated/perShown")
                        .doubleValue())
                .isEqualTo(6);
    }

    @Test
    void writesWhatWasJudged() {
        JsonNode cell = cell("at-least-once/acks-lost");

        assertThat(cell.get("duplicated").intValue()).isEqualTo(12);
        assertThat(cell.get("miscounted").intValue()).isEqualTo(10);
        assertThat(cell.get("lost").intValue()).isZero();
        assertThat(cell.get("faultsFired").intValue()).isEqualTo(2);
        assertThat(cell.get("verdict").asText()).isEqualTo("PASS");
        assertThat(cell.get("expectation").get("duplicated").asText()).isEqualTo("INTERESTING");
        assertThat(cell.get("durationSeconds").doubleValue()).isEqualTo(5.2);
        assertThat(cell.get("recoveryMs").get(0).intValue()).isEqualTo(250);
        assertThat(cell.get("examples")
                        .get("duplicated")
                        .get(0)
                        .get("places")
                        .get(1)
                        .asText())
                .isEqualTo("effects-0@17");
        assertThat(cell("idempotent-producer/broker-killed").get("verdict").asText())
                .isEqualTo("FAIL");
    }

    @Test
    void writesNoNumbersForACellThatHasNone() {
        JsonNode cell = cell("at-most-once/latency");

        assertThat(cell.get("verdict").asText()).isEqualTo("HARNESS_ERROR");
        for (String number : List.of("lost", "duplicated", "phantom", "events", "faultsFired", "durationSeconds")) {
            assertThat(cell.get(number).isNull()).as(number).isTrue();
        }
    }
}

package delivery.chaos.report.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import delivery.chaos.audit.Cell;
import delivery.chaos.report.DemoRun;
import delivery.contract.Anomaly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtlasJsonTest {
    private static final AtlasScenario.AtlasStep PRODUCE =
            new AtlasScenario.AtlasStep("cycle", "produce", "Produce v13", "leader");
    private static final AtlasScenario.Known KNOWN =
            new AtlasScenario.Known("KAFKA-17754", "An epoch lasts too long.", Set.of(Anomaly.values()));

    @TempDir
    private static Path directory;

    private static String atlas;

    @BeforeAll
    static void writeTheAtlas() throws IOException {
        List<Cell> cells = DemoRun.cells(directory);
        AtlasReport.write(
                directory,
                DemoRun.run(),
                Map.of("at-least-once", List.of(PRODUCE)),
                cells.stream().map(AtlasJsonTest::scenario).toList(),
                List.of(new AtlasStory(
                        "The ack is lost",
                        List.of(new AtlasStory.Telling(
                                "at-least-once", "at-least-once/produce/acks-lost", "", "mvn verify")))),
                new AtlasScope(9, cells.size(), List.of()));
        atlas = read("atlas.json");
    }

    private static AtlasScenario scenario(Cell cell) {
        return new AtlasScenario(
                cell.module(),
                PRODUCE,
                cell.fault(),
                cell.fault(),
                "it happens",
                "one partition",
                Map.of("linger.ms", "15000"),
                "",
                KNOWN,
                List.of(cell));
    }

    private static String read(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    private static List<Error> errors(String json) throws IOException {
        String reports = read("report.schema.json");
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        registry -> registry.schemas(Map.of("urn:delivery-semantics:report:2", reports)))
                .getSchema(read("atlas.schema.json"), InputFormat.JSON)
                .validate(json, InputFormat.JSON);
    }

    @Test
    void isAsThePublishedSchemaSays() throws IOException {
        assertThat(errors(atlas)).isEmpty();
        assertThat(errors(atlas.replace("\"party\" : \"leader\"", "\"party\" : \"followers\"")))
                .isNotEmpty();
        assertThat(errors(atlas.replace("\"stoodStillMs\"", "\"stoodStill\""))).isNotEmpty();
        assertThat(errors(atlas.replace("\"reproduced\"", "\"seen\""))).isNotEmpty();
        assertThat(errors(atlas.replace("\"asked\"", "\"wanted\""))).isNotEmpty();
        assertThat(errors(atlas.replace("\"layout\"", "\"ground\""))).isNotEmpty();
    }

    @Test
    void everyCellNamesThePlaceWhereAPersonReadsOfIt() throws IOException {
        for (JsonNode scenario : new JsonMapper().readTree(atlas).get("scenarios")) {
            for (JsonNode cell : scenario.get("cells")) {
                String[] page = cell.get("page").textValue().split("#");
                assertThat(read(page[0])).contains("id=\"" + page[1] + "\"");
            }
        }
    }

    @Test
    void whatIsAsInAReportIsAsItsSchemaSays() throws IOException {
        assertThat(errors(atlas.replace("\"PASS\"", "\"FINE\""))).isNotEmpty();
        assertThat(errors(atlas.replace("\"transactionVersion\" : 2", "\"transactionVersion\" : \"two\"")))
                .isNotEmpty();
    }

    @Test
    void namesItsSchemaWhichLiesBesideIt() throws IOException {
        assertThat(atlas).contains("\"$schema\" : \"atlas.schema.json\"");
        assertThat(read("atlas.schema.json")).contains("urn:delivery-semantics:atlas:2");
    }

    @Test
    void saysWhetherAKnownViolationWasReproduced() {
        assertThat(atlas).contains("\"reproduced\" : true", "\"reproduced\" : false");
    }
}

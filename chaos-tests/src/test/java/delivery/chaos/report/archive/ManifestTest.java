package delivery.chaos.report.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.history.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is handed on names every file, and nobody changes one unnoticed. */
class ManifestTest {
    @TempDir
    private Path directory;

    private Path report;
    private Manifest manifest;

    @BeforeEach
    void writeReport() throws IOException {
        report = Files.createDirectories(directory.resolve("report"));
        Files.writeString(report.resolve("report.json"), """
                {"suite": {"version": "0.1.0", "commit": "3844c6e"}, "kafka": {"broker": "4.4.0"},
                 "seed": 1796065309220123456, "started": "2026-11-30T06:05:33Z", "durationSeconds": 12.4,
                 "command": "mvn verify -Dchaos.seed=1796065309220123456", "machine": {"cores": "2"}}
                """);
        Files.writeString(
                Files.createDirectories(report.resolve("evidence/none")).resolve("history.jsonl.gz"), "history");
        Files.writeString(report.resolve("index.html.part"), "half");
        manifest = Manifest.of(report);
    }

    @Test
    void namesEveryWholeFileWithItsSha256() throws IOException {
        JsonNode files = manifest.json().get("files");

        assertThat(files.findValuesAsText("path")).containsExactly("evidence/none/history.jsonl.gz", "report.json");
        assertThat(files.get(0).get("sha256").asText())
                .isEqualTo(Sha256.of(report.resolve("evidence/none/history.jsonl.gz")));
        assertThat(files.get(0).get("bytes").asLong()).isEqualTo(7);
        assertThat(manifest.json().get("command").asText()).startsWith("mvn verify");
    }

    @Test
    void findsNothingWhereNothingWasChanged() throws IOException {
        Path file = Files.write(directory.resolve("manifest.json"), manifest.bytes());

        assertThat(Manifest.read(file).differences(report)).isEmpty();
    }

    @Test
    void namesWhatWasChangedTakenAwayOrAdded() throws IOException {
        Files.writeString(report.resolve("evidence/none/history.jsonl.gz"), "another");
        Files.delete(report.resolve("report.json"));
        Files.writeString(report.resolve("evidence/none/verdict.json"), "{}");

        assertThat(manifest.differences(report))
                .hasSize(3)
                .anyMatch(line -> line.matches(
                        "evidence/none/history.jsonl.gz has SHA-256 [0-9a-f]{64}, and the manifest says [0-9a-f]{64}"))
                .contains(
                        "report.json is in the manifest, and is not there",
                        "evidence/none/verdict.json is not in the manifest");
    }

    @Test
    void refusesWhatIsNoManifest() throws IOException {
        assertThatThrownBy(() -> Manifest.read(report.resolve("report.json")))
                .hasMessageEndingWith("report.json is no manifest of schema 1");
        assertThatThrownBy(() -> Manifest.of(Files.createDirectories(directory.resolve("empty"))))
                .hasMessageStartingWith("there is no report.json");
    }

    @Test
    void packsTheSameReportIntoTheSameBytes() throws IOException {
        Path one = directory.resolve("one.zip");
        Path other = directory.resolve("other.zip");
        EvidenceArchive.write(report, "run", manifest, one);
        EvidenceArchive.write(report, "run", Manifest.of(report), other);

        assertThat(Sha256.of(one)).isEqualTo(Sha256.of(other));
        try (ZipFile zip = new ZipFile(one.toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()).toList())
                    .containsExactly("run/manifest.json", "run/evidence/none/history.jsonl.gz", "run/report.json");
        }
    }

    @Test
    void statesWhereTheArchiveComesFrom() throws IOException {
        JsonNode statement = new JsonMapper()
                .readTree(Provenance.of("20261130T060533Z-42", manifest, Map.of("run.zip", "ab".repeat(32))));

        assertThat(statement.get("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.at("/subject/0/digest/sha256").asText()).isEqualTo("ab".repeat(32));
        assertThat(statement.get("predicateType").asText()).isEqualTo("https://slsa.dev/provenance/v1");
        JsonNode definition = statement.at("/predicate/buildDefinition");
        assertThat(definition.at("/externalParameters/seed"))
                .as("all 64 bits, also where numbers are doubles")
                .isEqualTo(new JsonMapper().getNodeFactory().textNode("1796065309220123456"));
        assertThat(definition.at("/resolvedDependencies/0/digest/gitCommit").asText())
                .isEqualTo("3844c6e");
        assertThat(definition.findValuesAsText("uri")).contains("pkg:maven/org.apache.kafka/kafka_2.13@4.4.0");
        assertThat(statement.at("/predicate/runDetails/metadata/finishedOn").asText())
                .isEqualTo("2026-11-30T06:05:45Z");
    }
}

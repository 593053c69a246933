package delivery.chaos.report.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/**
 * Where an archive comes from: an in-toto statement (version 1) with SLSA provenance (version 1) as its predicate. It
 * is not signed; whoever publishes it signs it.
 */
public final class Provenance {
    public static final String FILE_NAME = "provenance.intoto.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Provenance() {}

    /**
     * The statement.
     *
     * @param id of the run
     * @param manifest of its report
     * @param sha256s of the files that it is about, by name
     */
    public static byte[] of(String id, Manifest manifest, Map<String, String> sha256s) throws IOException {
        ObjectNode statement = JSON.createObjectNode();
        statement.put("_type", "https://in-toto.io/Statement/v1");
        ArrayNode subjects = statement.putArray("subject");
        sha256s.forEach((name, sha256) ->
                subjects.addObject().put("name", name).putObject("digest").put("sha256", sha256));
        statement.put("predicateType", "https://slsa.dev/provenance/v1");
        ObjectNode predicate = statement.putObject("predicate");
        JsonNode run = manifest.json();
        predicate.set("buildDefinition", buildDefinition(run));
        ObjectNode details = predicate.putObject("runDetails");
        ObjectNode builder = details.putObject("builder");
        builder.put("id", "urn:delivery-semantics:suite");
        builder.putObject("version").put("suite", run.at("/suite/version").asText());
        ObjectNode metadata = details.putObject("metadata");
        metadata.put("invocationId", "delivery-semantics:" + id);
        metadata.put("startedOn", run.path("started").asText());
        metadata.put("finishedOn", finished(run));
        return JSON.writeValueAsBytes(statement);
    }

    private static ObjectNode buildDefinition(JsonNode run) {
        ObjectNode definition = JSON.createObjectNode();
        definition.put("buildType", "urn:delivery-semantics:run:v1");
        ObjectNode parameters = definition.putObject("externalParameters");
        parameters.set("command", run.path("command"));
        // A number of 64 bits is rounded by readers that have only doubles.
        parameters.put("seed", run.path("seed").asText());
        definition.set("internalParameters", run.path("machine"));
        ArrayNode dependencies = definition.putArray("resolvedDependencies");
        dependencies
                .addObject()
                .put("name", "suite")
                .putObject("digest")
                .put("gitCommit", run.at("/suite/commit").asText());
        maven(dependencies, "kafka_2.13", run.at("/kafka/broker"));
        maven(dependencies, "kafka-clients", run.at("/kafka/clients"));
        maven(dependencies, "kafka-streams", run.at("/kafka/streams"));
        return definition;
    }

    private static void maven(ArrayNode dependencies, String artifact, JsonNode version) {
        dependencies.addObject().put("uri", "pkg:maven/org.apache.kafka/" + artifact + "@" + version.asText());
    }

    private static String finished(JsonNode run) {
        return Instant.parse(run.path("started").asText())
                .plusSeconds(Math.round(run.path("durationSeconds").asDouble()))
                .toString();
    }
}

package delivery.chaos.report.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import delivery.chaos.history.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a report consists of: every file with its size and SHA-256, and of which run it is, with which versions and by
 * which command.
 *
 * @param json as it is in {@value #FILE_NAME}
 */
public record Manifest(JsonNode json) {
    public static final String FILE_NAME = "manifest.json";

    private static final int SCHEMA = 1;
    /** What describes the run; as report.json has it. */
    private static final List<String> OF_THE_RUN =
            List.of("suite", "kafka", "toxiproxy", "seed", "started", "durationSeconds", "command", "machine");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Of the report in a directory. */
    public static Manifest of(Path report) throws IOException {
        JsonNode run = run(report);
        ObjectNode json = JSON.createObjectNode();
        json.put("schema", SCHEMA);
        OF_THE_RUN.forEach(name -> json.set(name, run.path(name)));
        json.put("audit", "java -jar chaos-tests.jar audit DIR --manifest " + FILE_NAME);
        ArrayNode files = json.putArray("files");
        for (Path file : files(report)) {
            ObjectNode node = files.addObject();
            node.put("path", path(report, file));
            node.put("bytes", Files.size(file));
            node.put("sha256", Sha256.of(file));
        }
        return new Manifest(json);
    }

    /** @throws IOException if it is none, in one line */
    public static Manifest read(Path file) throws IOException {
        JsonNode json = JSON.readTree(file.toFile());
        if (json.path("schema").asInt() != SCHEMA || !json.path("files").isArray()) {
            throw new IOException(file + " is no manifest of schema " + SCHEMA);
        }
        return new Manifest(json);
    }

    private static JsonNode run(Path report) throws IOException {
        for (String file : List.of("report.json", "atlas.json")) {
            if (Files.exists(report.resolve(file))) {
                JsonNode json = JSON.readTree(report.resolve(file).toFile());
                return json.path("run").isObject() ? json.path("run") : json;
            }
        }
        throw new IOException("there is no report.json and no atlas.json in " + report);
    }

    /** All that are whole, in the order of their names; a link is none. */
    static List<Path> files(Path report) throws IOException {
        try (Stream<Path> files = Files.walk(report)) {
            return files.filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
                    .filter(file -> !file.toString().endsWith(".part"))
                    .filter(file -> !path(report, file).equals(FILE_NAME))
                    .sorted()
                    .toList();
        }
    }

    static String path(Path report, Path file) {
        return report.relativize(file).toString().replace('\\', '/');
    }

    public byte[] bytes() throws IOException {
        return JSON.writeValueAsBytes(json);
    }

    /**
     * What of a directory is not as the manifest says, a sentence each; empty if every file is, and no other is there.
     */
    public List<String> differences(Path report) throws IOException {
        TreeMap<String, String> listed = new TreeMap<>();
        json.get("files")
                .forEach(file -> listed.put(
                        file.path("path").asText(), file.path("sha256").asText()));
        TreeMap<String, String> there = new TreeMap<>();
        for (Path file : files(report)) {
            there.put(path(report, file), Sha256.of(file));
        }
        List<String> differences = new ArrayList<>();
        listed.forEach((path, sha256) -> {
            if (!there.containsKey(path)) {
                differences.add(path + " is in the manifest, and is not there");
            } else if (!there.get(path).equals(sha256)) {
                differences.add(path + " has SHA-256 " + there.get(path) + ", and the manifest says " + sha256);
            }
        });
        Set<String> others = there.keySet();
        others.removeAll(listed.keySet());
        others.forEach(path -> differences.add(path + " is not in the manifest"));
        return differences;
    }
}

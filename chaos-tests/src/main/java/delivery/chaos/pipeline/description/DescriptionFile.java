package delivery.chaos.pipeline.description;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.serialization.NodeReader;
import com.networknt.schema.utils.JsonNodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A description as it stands in its file: YAML that the published schema allows. Whatever is wrong is told by file,
 * line and field.
 */
final class DescriptionFile {
    private static final String SCHEMA_FILE = "pipeline.schema.json";
    private static final int BYTES_MAX = 1 << 20;
    private static final String SCHEMA_TEXT = schemaText();
    private static final Schema SCHEMA = schemaOf(SCHEMA_TEXT);
    /** Of topics that are there already nothing has to be said: there is no program to start. */
    private static final Schema SCHEMA_OF_TOPICS =
            schemaOf(SCHEMA_TEXT.replace("\"required\": [\"name\", \"command\", \"promise\"],", ""));

    private static final NodeReader LOCATED = NodeReader.builder()
            .yamlMapper(YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .locationAware()
            .build();

    private final Path file;
    private final JsonNode root;

    private DescriptionFile(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /**
     * Reads and validates a file.
     *
     * @throws IllegalArgumentException in one line, if it cannot be read or is no description
     */
    static DescriptionFile read(Path file) {
        return read(file, SCHEMA);
    }

    /** The same of a description that need not have a name, a command and a promise. */
    static DescriptionFile readOfTopics(Path file) {
        return read(file, SCHEMA_OF_TOPICS);
    }

    private static DescriptionFile read(Path file, Schema schema) {
        JsonNode root = parse(file, text(file));
        DescriptionFile description = new DescriptionFile(file, root);
        schema.validate(root).stream()
                // A field that is misspelt is missing too; the reason comes first.
                .min(Comparator.comparing((Error error) -> !isUnknownField(error))
                        .thenComparingInt(description::line))
                .ifPresent(error -> {
                    throw description.wrong(error);
                });
        return description;
    }

    private static String text(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new IllegalArgumentException(file + " is no regular file");
            }
            if (Files.size(file) > BYTES_MAX) {
                throw new IllegalArgumentException(file + " is too large for a description of a pipeline");
            }
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("the description " + file + " does not exist", missing);
        } catch (CharacterCodingException binary) {
            throw new IllegalArgumentException(file + " is not UTF-8 text", binary);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " cannot be read (" + unreadable + ")", unreadable);
        }
    }

    private static JsonNode parse(Path file, String text) {
        try {
            JsonNode root = LOCATED.readTree(text, InputFormat.YAML);
            if (root == null || !root.isObject()) {
                throw new IllegalArgumentException(file + ":1: is no YAML mapping; it needs name, command and promise");
            }
            return root;
        } catch (UncheckedIOException unreadable) {
            throw new IllegalArgumentException(file + " is no YAML: " + firstLine(unreadable.getMessage()), unreadable);
        } catch (JacksonException wrong) {
            TokenStreamLocation at = wrong.getLocation();
            throw new IllegalArgumentException(
                    file + ":" + (at == null ? 1 : at.getLineNr()) + ": is no YAML: "
                            + firstLine(wrong.getOriginalMessage()),
                    wrong);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }

    private static Schema schemaOf(String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    private static String schemaText() {
        try (InputStream schema = DescriptionFile.class.getResourceAsStream(SCHEMA_FILE)) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The published schema. */
    static String schema() {
        return SCHEMA_TEXT;
    }

    private static boolean isUnknownField(Error error) {
        return error.getKeyword().equals("additionalProperties");
    }

    private IllegalArgumentException wrong(Error error) {
        String field =
                error.getInstanceLocation().toString().replaceFirst("^/", "").replace('/', '.');
        String message = isUnknownField(error)
                ? "unknown field " + (field.isEmpty() ? "" : field + ".") + error.getProperty() + "; known here: "
                        + String.join(", ", known(error))
                : (field.isEmpty() ? "" : field + ": ") + said(error);
        return new IllegalArgumentException(file + ":" + line(error) + ": " + message);
    }

    private static String said(Error error) {
        return switch (error.getKeyword()) {
            case "required" -> "the field " + error.getProperty() + " is missing";
            case "enum" -> error.getInstanceNode() + " is none of " + error.getSchemaNode();
            case "pattern" ->
                error.getInstanceNode() + " has another form than "
                        + error.getSchemaNode().stringValue();
            default -> error.getMessage();
        };
    }

    /** The names that stand in the schema beside the one that allows no others. */
    private List<String> known(Error error) {
        String pointer = error.getSchemaLocation().getFragment().toString().replaceFirst("/additionalProperties$", "");
        return List.copyOf(SCHEMA.getSchemaNode().at(pointer).get("properties").propertyNames());
    }

    private int line(Error error) {
        JsonNode node = error.getInstanceNode();
        boolean ofChild = isUnknownField(error) && node.has(error.getProperty());
        return line(ofChild ? node.get(error.getProperty()) : node);
    }

    /** The first, of what is not there. */
    private static int line(JsonNode node) {
        TokenStreamLocation at = node.isMissingNode() ? null : JsonNodes.tokenStreamLocationOf(node);
        return at == null ? 1 : at.getLineNr();
    }

    Path path() {
        return file;
    }

    /** The whole of it. */
    JsonNode root() {
        return root;
    }

    /** A complaint about a value that the schema cannot know to be wrong. */
    IllegalArgumentException wrong(JsonNode node, String field, String message) {
        return new IllegalArgumentException(file + ":" + line(node) + ": " + field + ": " + message);
    }
}

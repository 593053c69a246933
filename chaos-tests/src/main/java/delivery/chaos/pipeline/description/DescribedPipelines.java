package delivery.chaos.pipeline.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.form.EffectForm;
import delivery.chaos.form.EventForm;
import delivery.chaos.form.FieldPlace;
import delivery.chaos.form.Template;
import delivery.chaos.pipeline.ClientConfigFormat;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Program;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads pipelines from their descriptions. */
public final class DescribedPipelines {
    /** What commands and environments may name. */
    private static final Set<String> VARIABLES = Set.of(
            "bootstrap.servers",
            "input.topic",
            "output.topic",
            "group.id",
            "instance.id",
            "state.dir",
            "client.config");

    private static final String CLIENT_CONFIG = "client.config";

    private final DescriptionFile file;

    private DescribedPipelines(DescriptionFile file) {
        this.file = file;
    }

    /** The published JSON Schema of a description. */
    public static String schema() {
        return DescriptionFile.schema();
    }

    /**
     * Reads a description.
     *
     * @param path of the file, absolute
     * @param shown the file as it is named in reports
     * @param known promises that have a name; no described pipeline may have one of these names itself
     * @throws IllegalArgumentException in one line with file, line and field, if it is none
     */
    public static PipelineUnderTest read(Path path, String shown, List<Guarantee> known) {
        DescriptionFile file = DescriptionFile.read(path);
        JsonNode name = file.root().get("name");
        if (known.stream().anyMatch(guarantee -> guarantee.name().equals(name.stringValue()))) {
            throw file.wrong(name, "name", name + " is the name of a module of this suite; choose another");
        }
        Guarantee guarantee = new DescribedPromise(file, known).of(name.stringValue());
        return new PipelineUnderTest(guarantee, new DescribedPipelines(file).program(shown), List.of());
    }

    private DescribedProgram program(String shown) {
        JsonNode root = file.root();
        ClientConfigFormat format = root.has("clientConfig")
                ? ClientConfigFormat.valueOf(
                        root.get("clientConfig").stringValue().toUpperCase(Locale.ROOT))
                : ClientConfigFormat.JAVA;
        List<Template> command = root.get("command")
                .valueStream()
                .map(word -> template(word, "command", format))
                .toList();
        if (!command.get(0).variables().isEmpty()) {
            throw file.wrong(root.get("command"), "command", "the program itself cannot be a variable");
        }
        Path here = file.path().toAbsolutePath().normalize().getParent();
        return new DescribedProgram(
                command,
                root.has("directory")
                        ? here.resolve(root.get("directory").stringValue()).normalize()
                        : here,
                templates(root.get("environment"), "environment", format),
                events(root.path("events")),
                effects(root.path("effects")),
                format,
                root.at("/timeouts/request-ms").isInt()
                        ? OptionalInt.of(root.at("/timeouts/request-ms").intValue())
                        : OptionalInt.empty(),
                root.path("state").asString("keep").equals("remove"),
                new Program.Stop(
                        Program.Signal.valueOf(root.at("/stop/signal").asString("TERM")),
                        Duration.ofSeconds(root.at("/stop/patience-seconds").asInt(45))),
                new Program.Description(command.stream().map(Template::text).toList(), shown, sha256()));
    }

    private Template template(JsonNode text, String field, ClientConfigFormat format) {
        Template template = new Template(text.stringValue());
        try {
            template.requireKnown(VARIABLES);
        } catch (IllegalArgumentException unknown) {
            throw file.wrong(text, field, unknown.getMessage());
        }
        if (template.variables().contains(CLIENT_CONFIG) && !format.reachesProgram()) {
            throw file.wrong(text, field, "names ${client.config}, but clientConfig is none");
        }
        return template;
    }

    private Map<String, Template> templates(JsonNode given, String field, ClientConfigFormat format) {
        Map<String, Template> templates = new LinkedHashMap<>();
        if (given != null) {
            given.properties()
                    .forEach(one ->
                            templates.put(one.getKey(), template(one.getValue(), field + "." + one.getKey(), format)));
        }
        return templates;
    }

    private EventForm events(JsonNode events) {
        try {
            return new EventForm(
                    events.has("key") ? new Template(events.get("key").stringValue()) : EventForm.CONTRACT.key(),
                    events.has("value") ? Optional.of(json(events.get("value"))) : Optional.empty(),
                    events.has("headers") ? headers(events.get("headers")) : EventForm.CONTRACT.headers());
        } catch (IllegalArgumentException unknown) {
            throw file.wrong(events, "events", unknown.getMessage());
        }
    }

    private static Map<String, Template> headers(JsonNode given) {
        Map<String, Template> headers = new LinkedHashMap<>();
        given.properties()
                .forEach(one ->
                        headers.put(one.getKey(), new Template(one.getValue().stringValue())));
        return headers;
    }

    private static com.fasterxml.jackson.databind.JsonNode json(JsonNode node) {
        try {
            return new JsonMapper().readTree(node.toString());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("JSON that one Jackson has written and another cannot read", impossible);
        }
    }

    private EffectForm effects(JsonNode effects) {
        return new EffectForm(
                place(effects, "id", EffectForm.CONTRACT.eventId()),
                place(effects, "page", EffectForm.CONTRACT.page()),
                place(effects, "count", EffectForm.CONTRACT.count()));
    }

    private static FieldPlace place(JsonNode effects, String field, FieldPlace ofContract) {
        return effects.has(field) ? FieldPlace.of(effects.get(field).stringValue()) : ofContract;
    }

    private String sha256() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file.path()));
            return HexFormat.of().formatHex(digest);
        } catch (IOException | NoSuchAlgorithmException failed) {
            throw new IllegalArgumentException(file.path() + " could be read a moment ago: " + failed, failed);
        }
    }
}

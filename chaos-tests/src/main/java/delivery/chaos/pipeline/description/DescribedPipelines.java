package delivery.chaos.pipeline.description;

import delivery.chaos.form.Template;
import delivery.chaos.form.Yield;
import delivery.chaos.pipeline.ClientConfigFormat;
import delivery.chaos.pipeline.OwnTimeouts;
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
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Reads pipelines from their descriptions. */
public final class DescribedPipelines {
    /** What every command and environment may name. */
    private static final Set<String> VARIABLES = Set.of(
            "bootstrap.servers",
            "input.topic",
            "output.topic",
            "group.id",
            "instance.id",
            "state.dir",
            "client.config",
            "security.protocol",
            "security.truststore.pem",
            "security.truststore.jks");

    private static final String CLIENT_CONFIG = "client.config";
    private static final int STOP_SECONDS = 45;

    private final DescriptionFile file;
    private final JsonNode root;
    private final boolean isSource;
    private final Yield yields;
    private final ClientConfigFormat format;

    private DescribedPipelines(DescriptionFile file) {
        this.file = file;
        this.root = file.root();
        this.isSource = isSource();
        this.yields = new DescribedEffects(file).yields(isSource);
        this.format = ClientConfigFormat.valueOf(
                root.path("clientConfig").asString("java").toUpperCase(Locale.ROOT));
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

    private boolean isSource() {
        String role = root.path("role").asString("pipeline");
        if (role.equals("sink")) {
            throw file.wrong(
                    root.get("role"),
                    "role",
                    "a program that only reads from Kafka has its effects elsewhere, where this suite does not look: it"
                            + " cannot be judged by a description");
        }
        return role.equals("source");
    }

    private DescribedProgram program(String shown) {
        List<Template> command = root.get("command")
                .valueStream()
                .map(word -> template(word, "command"))
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
                templates(root.get("environment"), "environment"),
                new DescribedEvents(file).form(),
                new DescribedEffects(file).form(),
                yields,
                isSource,
                root.has("ready") ? Optional.of(root.get("ready").stringValue()) : Optional.empty(),
                format,
                timeouts(),
                root.path("state").asString("keep").equals("remove"),
                new Program.Stop(
                        Program.Signal.valueOf(root.at("/stop/signal").asString("TERM")),
                        Duration.ofSeconds(root.at("/stop/patience-seconds").asInt(STOP_SECONDS))),
                new Program.Description(command.stream().map(Template::text).toList(), shown, sha256()));
    }

    private OwnTimeouts timeouts() {
        if (root.has("timeouts") && format.reachesProgram()) {
            throw file.wrong(
                    root.get("timeouts"),
                    "timeouts",
                    "a program that reads ${client.config} is given its times; say clientConfig: none, or leave these");
        }
        return new OwnTimeouts(
                timeout("request-ms"), timeout("session-ms"), timeout("delivery-ms"), timeout("transaction-ms"));
    }

    private Optional<Duration> timeout(String field) {
        JsonNode said = root.path("timeouts").path(field);
        return said.isInt() ? Optional.of(Duration.ofMillis(said.intValue())) : Optional.empty();
    }

    private Set<String> variables() {
        Set<String> variables = new TreeSet<>(VARIABLES);
        yields.topics().stream().skip(1).forEach(topic -> variables.add("output.topic." + topic));
        if (isSource) {
            variables.add("input.file");
        }
        return variables;
    }

    private Template template(JsonNode text, String field) {
        Template template = new Template(text.stringValue());
        try {
            template.requireKnown(variables());
        } catch (IllegalArgumentException unknown) {
            throw file.wrong(text, field, unknown.getMessage());
        }
        if (template.variables().contains(CLIENT_CONFIG) && !format.reachesProgram()) {
            throw file.wrong(text, field, "names ${client.config}, but clientConfig is none");
        }
        return template;
    }

    private Map<String, Template> templates(JsonNode given, String field) {
        Map<String, Template> templates = new LinkedHashMap<>();
        if (given != null) {
            given.properties()
                    .forEach(one -> templates.put(one.getKey(), template(one.getValue(), field + "." + one.getKey())));
        }
        return templates;
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

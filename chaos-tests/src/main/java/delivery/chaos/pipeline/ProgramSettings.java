package delivery.chaos.pipeline;

import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The settings of a module's program, from the program itself: the values are those that it hands to its clients, the
 * reasons are the comments that stand above them in its source, which the build copies beside this class.
 */
final class ProgramSettings {
    /** What the settings of a program are for given flags. */
    interface Source {
        Map<String, Object> settings(PipelineFlags flags) throws IOException;
    }

    private static final Pattern METHOD = Pattern.compile(
            "public static Map<String, Object> settings\\(PipelineFlags flags\\)[^{]*\\{(.*?)\\n    }", Pattern.DOTALL);
    /** {@code settings.put(producerPrefix(ProducerConfig.ACKS_CONFIG), "all")}: the prefix is optional. */
    private static final Pattern STATEMENT = Pattern.compile(
            "settings\\.(put|remove)(?:IfAbsent)?\\(\\s*(?:([a-z][A-Za-z]*)Prefix\\()?(?:[A-Za-z]+\\.)?([A-Z][A-Z0-9_]+)");

    private static final List<ConfigDef> DEFINITIONS =
            List.of(ProducerConfig.configDef(), ConsumerConfig.configDef(), StreamsConfig.configDef());

    private ProgramSettings() {}

    /**
     * The settings in the order of the source.
     *
     * @throws IllegalStateException if the source sets something that Kafka does not know
     */
    static List<Setting> of(Class<?> program, Source source) {
        try {
            Map<String, Object> values = source.settings(placeholders());
            List<Setting> settings = new ArrayList<>();
            String why = "";
            boolean continued = false;
            for (String line : body(program).split("\n")) {
                String text = line.strip();
                if (text.startsWith("//")) {
                    why = continued
                            ? why + " " + text.substring(2).strip()
                            : text.substring(2).strip();
                }
                continued = text.startsWith("//");
                Matcher statement = STATEMENT.matcher(text);
                if (statement.find()) {
                    settings.add(setting(statement, values, why));
                }
            }
            return settings;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Setting setting(Matcher statement, Map<String, Object> values, String why) {
        ConfigKey key = key(statement.group(3));
        String name = prefix(statement.group(2)) + key.name;
        String value = statement.group(1).equals("put") ? shown(values.get(name)) : "not set";
        return new Setting(name, value, shown(key.hasDefault() ? key.defaultValue : null), why, firstSentence(key));
    }

    /** {@code mainConsumer}, of a method's name, becomes {@code main.consumer.}. */
    private static String prefix(String method) {
        return method == null ? "" : method.replaceAll("([A-Z])", ".$1").toLowerCase(Locale.ROOT) + ".";
    }

    /** The setting that a constant of Kafka's names: {@code ACKS_CONFIG} is {@code acks}. */
    private static ConfigKey key(String constant) {
        for (ConfigDef definition : DEFINITIONS) {
            for (ConfigKey key : definition.configKeys().values()) {
                String name = key.name.toUpperCase(Locale.ROOT).replace('.', '_');
                String unitless = name.replaceAll("_MS$", "");
                if (List.of(name, name + "_CONFIG", name + "_CLASS_CONFIG", unitless + "_CONFIG")
                        .contains(constant)) {
                    return key;
                }
            }
        }
        throw new IllegalStateException("no setting of Kafka's is called " + constant);
    }

    private static String shown(Object value) {
        if (value instanceof Class<?> type) {
            return type.getSimpleName();
        }
        return value == null ? "" : value.toString();
    }

    /** As plain text: Kafka documents in HTML, and a list ends the sentence before it. */
    private static String firstSentence(ConfigKey key) {
        String opening = key.documentation == null ? "" : key.documentation.split("<(?:ul|p|br)\\b", 2)[0];
        String text = opening.replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .strip();
        // "e.g. if" ends no sentence.
        return text.split("(?<=\\.)\\s+(?=[A-Z])", 2)[0].replaceAll("\\s+", " ").replaceAll(":$", ".");
    }

    /** Flags that name themselves, so that a setting shows which of them it comes from. */
    private static PipelineFlags placeholders() {
        PipelineFlags flags = new PipelineFlags();
        flags.bootstrapServers = "--bootstrap-servers";
        flags.inputTopic = "--input-topic";
        flags.outputTopic = "--output-topic";
        flags.groupId = "--group-id";
        flags.instanceId = "--instance-id";
        flags.stateDir = Path.of("--state-dir");
        return flags;
    }

    private static String body(Class<?> program) throws IOException {
        String resource = "source/" + program.getName().replace('.', '/') + ".java";
        try (InputStream in = ProgramSettings.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the build did not copy " + resource);
            }
            Matcher method = METHOD.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            if (!method.find()) {
                throw new IllegalStateException(resource + " has no settings(PipelineFlags)");
            }
            return method.group(1);
        }
    }
}

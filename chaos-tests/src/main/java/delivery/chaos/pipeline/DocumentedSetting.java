package delivery.chaos.pipeline;

import delivery.contract.PipelineFlags;
import delivery.contract.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.streams.StreamsConfig;

/**
 * A setting of a pipeline's Kafka clients, and what Kafka says of it.
 *
 * @param name as Kafka calls it
 * @param value what the pipeline sets it to; {@code not set} if it makes sure that it is not
 * @param kafkaDefault what it is if nobody sets it; empty if Kafka has none
 * @param why the pipeline's reason; empty if it gives none
 * @param kafkaSays the first sentence of Kafka's own documentation
 */
public record DocumentedSetting(String name, String value, String kafkaDefault, String why, String kafkaSays) {
    /** What the settings of a program are for given flags. */
    interface Source {
        Settings settings(PipelineFlags flags) throws IOException;
    }

    private static final List<ConfigDef> DEFINITIONS =
            List.of(ProducerConfig.configDef(), ConsumerConfig.configDef(), StreamsConfig.configDef());

    private static final List<String> PREFIXES = List.of(
            "",
            StreamsConfig.MAIN_CONSUMER_PREFIX,
            StreamsConfig.RESTORE_CONSUMER_PREFIX,
            StreamsConfig.CONSUMER_PREFIX,
            StreamsConfig.PRODUCER_PREFIX);

    /**
     * A program's own settings, in their order.
     *
     * @throws IllegalStateException if it sets something that Kafka does not know
     */
    static List<DocumentedSetting> of(Source program) {
        try {
            return program.settings(placeholders()).own().stream()
                    .map(DocumentedSetting::of)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static DocumentedSetting of(Settings.Setting setting) {
        ConfigKey key = PREFIXES.stream()
                .filter(setting.name()::startsWith)
                .map(prefix -> setting.name().substring(prefix.length()))
                .flatMap(DocumentedSetting::keys)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no setting of Kafka's is called " + setting.name()));
        return new DocumentedSetting(
                setting.name(),
                setting.value() == null ? "not set" : shown(setting.value()),
                shownOnAnyMachine(key.hasDefault() ? key.defaultValue : null),
                setting.why(),
                firstSentence(key));
    }

    private static Stream<ConfigKey> keys(String name) {
        return DEFINITIONS.stream()
                .map(definition -> Optional.ofNullable(definition.configKeys().get(name)))
                .flatMap(Optional::stream);
    }

    /** Kafka's default of a directory is one of the machine that asks for it. */
    private static String shownOnAnyMachine(Object value) {
        return shown(value).replace(System.getProperty("java.io.tmpdir"), "${java.io.tmpdir}");
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
}

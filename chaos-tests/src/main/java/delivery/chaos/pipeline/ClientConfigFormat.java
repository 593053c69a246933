package delivery.chaos.pipeline;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/** The form in which a program reads settings of its Kafka clients. */
public enum ClientConfigFormat {
    /** Java properties, with the names of Kafka's own clients. */
    JAVA("client.properties", UnaryOperator.identity(), ClientConfigFormat::properties),
    /**
     * {@code name=value} lines, with the names of librdkafka, and those only: it refuses a name that it does not know.
     */
    LIBRDKAFKA("client.conf", ClientConfigFormat::ofLibrdkafka, ClientConfigFormat::lines),
    /** One JSON object of texts, with the names of Kafka's own clients. */
    JSON("client.json", UnaryOperator.identity(), ClientConfigFormat::json),
    /** None: the program has times of its own. */
    NONE("client.none", settings -> Map.of(), settings -> "");

    /**
     * By the name in Kafka's own clients, that of librdkafka's global configuration (its CONFIGURATION.md). Its
     * {@code request.timeout.ms} is another thing: for how long a broker may wait for the other replicas. A client's
     * own patience is {@code socket.timeout.ms} there. Nor is its {@code metadata.max.age.ms} the time after which it
     * asks again. {@code fetch.max.bytes} is left out: librdkafka refuses one below {@code message.max.bytes}, and what
     * a partition may bring makes polls small enough.
     */
    private static final Map<String, String> LIBRDKAFKA_NAMES = Map.ofEntries(
            Map.entry("request.timeout.ms", "socket.timeout.ms"),
            Map.entry("socket.connection.setup.timeout.ms", "socket.connection.setup.timeout.ms"),
            Map.entry("session.timeout.ms", "session.timeout.ms"),
            Map.entry("heartbeat.interval.ms", "heartbeat.interval.ms"),
            Map.entry("max.poll.interval.ms", "max.poll.interval.ms"),
            Map.entry("metadata.max.age.ms", "topic.metadata.refresh.interval.ms"),
            Map.entry("retry.backoff.ms", "retry.backoff.ms"),
            Map.entry("retry.backoff.max.ms", "retry.backoff.max.ms"),
            Map.entry("reconnect.backoff.ms", "reconnect.backoff.ms"),
            Map.entry("reconnect.backoff.max.ms", "reconnect.backoff.max.ms"),
            Map.entry("max.partition.fetch.bytes", "max.partition.fetch.bytes"),
            Map.entry("batch.size", "batch.size"),
            Map.entry("linger.ms", "linger.ms"),
            Map.entry("transaction.timeout.ms", "transaction.timeout.ms"),
            Map.entry("security.protocol", "security.protocol"),
            Map.entry("ssl.truststore.location", "ssl.ca.location"),
            Map.entry("sasl.mechanism", "sasl.mechanism"));

    private static final String LOGIN = "sasl.jaas.config";

    private final String fileName;
    private final UnaryOperator<Map<String, String>> names;
    private final Writing writing;

    /** Settings as text. */
    private interface Writing {
        String text(Map<String, String> settings) throws IOException;
    }

    ClientConfigFormat(String fileName, UnaryOperator<Map<String, String>> names, Writing writing) {
        this.fileName = fileName;
        this.names = names;
        this.writing = writing;
    }

    private static Map<String, String> ofLibrdkafka(Map<String, String> settings) {
        Map<String, String> known = new HashMap<>();
        settings.forEach((name, value) -> {
            if (LIBRDKAFKA_NAMES.containsKey(name)) {
                known.put(LIBRDKAFKA_NAMES.get(name), value);
            }
        });
        if (settings.containsKey(LOGIN)) {
            List<AppConfigurationEntry> login = JaasContext.loadClientContext(
                            Map.of(LOGIN, new Password(settings.get(LOGIN))))
                    .configurationEntries();
            for (String name : List.of("username", "password")) {
                String value = JaasContext.configEntryOption(login, name, null);
                if (value != null) {
                    known.put("sasl." + name, value);
                }
            }
        }
        return known;
    }

    private static String properties(Map<String, String> settings) {
        return lines(settings).replace("\\", "\\\\");
    }

    private static String lines(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String json(Map<String, String> settings) throws IOException {
        return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(settings);
    }

    /** Whether settings reach the program at all. */
    public boolean reachesProgram() {
        return this != NONE;
    }

    /**
     * Writes settings into a directory, for nobody but this user to read: there may be secrets in them.
     *
     * @param settings by the names of Kafka's own clients; values without line ends
     * @return the file
     */
    public Path write(Path directory, Map<String, String> settings) {
        try {
            Path file = directory.resolve(fileName);
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, writing.text(new TreeMap<>(names.apply(settings))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

package delivery.chaos.topics;

import delivery.chaos.run.CannotStartException;
import delivery.chaos.run.GivenOptions;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How a cluster is reached: its addresses, and what a file of client properties says of TLS and SASL. Of the file only
 * names of properties are ever shown, and no value.
 */
public final class ClientProperties {
    /** What would write, report or run code of somebody's that has nothing to do with reaching the cluster. */
    private static final Set<String> NOT_TAKEN = Set.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG,
            AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG,
            AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
            AdminClientConfig.CLIENT_ID_CONFIG,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG);

    private static final int ANSWER_MS_MAX = 15_000;
    private static final int REQUEST_MS_MAX = 10_000;
    private static final int TYPO_LETTERS_MAX = 2;

    private final Map<String, Object> settings = new HashMap<>();
    private final Set<String> names = new TreeSet<>();
    private final String file;

    private ClientProperties(String bootstrapServers, String file) {
        this.file = file;
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "delivery-audit");
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS_MAX);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS_MAX);
        settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    }

    /**
     * Reads them.
     *
     * @param bootstrapServers addresses with commas
     * @param file of client properties; without one the cluster wants neither TLS nor SASL
     * @throws CannotStartException in one line that has no value of the file in it, if it cannot be read, or has the
     *     name of a property that is misspelt
     */
    public static ClientProperties read(String bootstrapServers, Optional<Path> file) throws CannotStartException {
        ClientProperties properties =
                new ClientProperties(bootstrapServers, file.map(Path::toString).orElse(""));
        if (file.isPresent()) {
            Properties read = load(file.get());
            for (String name : new TreeSet<>(read.stringPropertyNames())) {
                properties.take(name, read.getProperty(name));
            }
        }
        return properties;
    }

    private static Properties load(Path file) throws CannotStartException {
        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(in);
        } catch (IOException unreadable) {
            throw new CannotStartException("the client properties " + file + " cannot be read ("
                    + unreadable.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException malformed) {
            throw new CannotStartException("the client properties " + file
                    + " are no Java properties: after a backslash and a u four hexadecimal digits must stand");
        }
        return read;
    }

    /** Other clients than ours may have properties of their own in the same file; those are left alone. */
    private void take(String name, String value) throws CannotStartException {
        if (AdminClientConfig.configNames().contains(name)) {
            if (!NOT_TAKEN.contains(name)) {
                settings.put(name, value);
                names.add(name);
            }
            return;
        }
        boolean isOfOthers = ConsumerConfig.configNames().contains(name)
                || ProducerConfig.configDef().names().contains(name);
        String nearest = GivenOptions.nearest(name, List.copyOf(AdminClientConfig.configNames()));
        if (!isOfOthers && GivenOptions.lettersApart(name, nearest) <= TYPO_LETTERS_MAX) {
            throw new CannotStartException(
                    "the client properties " + file + " have " + name + "; did you mean " + nearest + "?");
        }
    }

    /** For a client; they have secrets in them. */
    Map<String, Object> settings() {
        return Map.copyOf(settings);
    }

    String bootstrapServers() {
        return settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG).toString();
    }

    /** How long a cluster is waited for, in seconds. */
    int answerSecondsMax() {
        return ANSWER_MS_MAX / 1000;
    }

    /** What Kafka's client refuses of them: the names that it complains of, and not what it says of their values. */
    String refused(Throwable complaint) {
        String said = Stream.iterate(complaint, Objects::nonNull, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
        String suspects = names.stream()
                .filter(name ->
                        said.contains(name) || said.contains(settings.get(name).toString()))
                .collect(Collectors.joining(", "));
        return "Kafka's client refuses the client properties" + (file.isEmpty() ? "" : " " + file)
                + (suspects.isEmpty() ? "" : ": it complains of " + suspects);
    }
}

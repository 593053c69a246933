package delivery.chaos.run;

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
import javax.security.auth.login.LoginException;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * How a cluster is reached: its addresses, and what a file of client properties says of TLS and SASL. Of the file only
 * names of properties are ever shown, and no value.
 */
public final class ClientProperties {
    /**
     * How whoever asks is to be told of it.
     *
     * @param bootstrap the option that names the addresses
     * @param file the option that names the file
     * @param clientId what brokers are told
     */
    public record Asker(String bootstrap, String file, String clientId) {
        /** {@code audit}, which reads topics only. */
        public static final Asker AUDIT = new Asker("--bootstrap", "--client-config", "delivery-audit");

        /** A run on a cluster that is there. */
        public static final Asker RUN = new Asker("-Dchaos.bootstrap", "-Dchaos.admin", "delivery-semantics");

        /** {@code clean}, which deletes what runs have left there. */
        public static final Asker CLEAN = new Asker("--bootstrap", "--client-config", "delivery-semantics");
    }

    /** What would write, report or run code of somebody's that has nothing to do with reaching the cluster. */
    private static final Set<String> NOT_TAKEN = Set.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG,
            AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG,
            AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
            AdminClientConfig.CLIENT_ID_CONFIG,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG);

    /** Names of files. */
    private static final Set<String> FILES =
            Set.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);

    private static final int ANSWER_MS_MAX = 15_000;
    private static final int REQUEST_MS_MAX = 10_000;
    private static final int TYPO_LETTERS_MAX = 2;

    private final Map<String, Object> settings = new HashMap<>();
    private final Set<String> names = new TreeSet<>();
    private final Asker asker;
    private final String file;

    private ClientProperties(Asker asker, String bootstrapServers, String file) {
        this.asker = asker;
        this.file = file;
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, asker.clientId());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS_MAX);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS_MAX);
        settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    }

    /** As {@link #read(Asker, String, Optional, Path)}, of a process that stays where it was started. */
    public static ClientProperties read(Asker asker, String bootstrapServers, Optional<Path> file)
            throws CannotStartException {
        return read(asker, bootstrapServers, file, Path.of(""));
    }

    /**
     * Reads them.
     *
     * @param asker whose options they are
     * @param bootstrapServers addresses with commas
     * @param file of client properties; without one the cluster wants neither TLS nor SASL
     * @param startedIn the directory that relative files are meant from, those too that the properties name
     * @throws CannotStartException in one line that has no value of the file in it, if it cannot be read, or has the
     *     name of a property that is misspelt
     */
    public static ClientProperties read(Asker asker, String bootstrapServers, Optional<Path> file, Path startedIn)
            throws CannotStartException {
        ClientProperties properties = new ClientProperties(
                asker, bootstrapServers, file.map(Path::toString).orElse(""));
        if (file.isPresent()) {
            Properties read = load(startedIn.resolve(file.get()));
            for (String name : new TreeSet<>(read.stringPropertyNames())) {
                String value = read.getProperty(name);
                properties.take(name, FILES.contains(name) ? properties.readable(name, startedIn, value) : value);
            }
        }
        return properties;
    }

    /** Kafka's client says of a file that is not there more than anybody wants to read. */
    private String readable(String name, Path startedIn, String value) throws CannotStartException {
        Path named = startedIn.resolve(value);
        if (!Files.isReadable(named)) {
            throw new CannotStartException(
                    "the client properties " + file + " name a file that cannot be read: " + name);
        }
        return named.toString();
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

    /** For a client that soon says that a cluster does not answer; they have secrets in them. */
    public Map<String, Object> settings() {
        return Map.copyOf(settings);
    }

    /** The same for one that is patient. */
    public Map<String, Object> patientSettings() {
        Map<String, Object> patient = new HashMap<>(settings);
        patient.remove(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
        patient.remove(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG);
        return Map.copyOf(patient);
    }

    private String bootstrapServers() {
        return settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG).toString();
    }

    /** Why a client could not be made of them, or has failed. */
    public String notTaken(KafkaException refused) {
        if (refused instanceof ApiException && !(refused instanceof InvalidConfigurationException)) {
            return said("what is on the cluster", refused);
        }
        boolean isOfAddresses = causes(refused)
                .anyMatch(cause ->
                        String.valueOf(cause.getMessage()).contains(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
        return isOfAddresses
                ? asker.bootstrap() + " " + bootstrapServers()
                        + " is no list of HOST:PORT, or none of its hosts is known"
                : refused(refused);
    }

    /** What has gone wrong, without a word that could be of these properties. */
    public String said(String what, Throwable failure) {
        String cluster = "the cluster " + bootstrapServers();
        if (failure instanceof SaslAuthenticationException) {
            return cluster + " and this client do not accept each other (" + name(failure)
                    + "): it does not take the name and password of " + asker.file();
        }
        if (failure instanceof SslAuthenticationException) {
            return cluster + " and this client do not accept each other (" + name(failure) + ", "
                    + causes(failure)
                            .reduce((outer, inner) -> inner)
                            .map(Throwable::getMessage)
                            .orElse("")
                    + "): look at the certificates of " + asker.file();
        }
        if (failure instanceof AuthenticationException) {
            return cluster + " and this client do not accept each other (" + name(failure)
                    + "): look at security.protocol, certificates, name and password of " + asker.file();
        }
        if (failure instanceof TimeoutException) {
            return cluster + " has not answered within " + ANSWER_MS_MAX / 1000
                    + " s: the address is wrong, or it wants TLS or SASL otherwise than " + asker.file() + " has it";
        }
        if (!(failure instanceof KafkaException)) {
            return "Kafka's client does not understand what " + cluster + " answers (" + name(failure) + ")";
        }
        return what + " cannot be read: " + name(failure);
    }

    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    /** What Kafka's client refuses of them: the names that it complains of, and not what it says of their values. */
    String refused(Throwable complaint) {
        String said = causes(complaint)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("\n"));
        String suspects = names.stream()
                .filter(name -> said.contains(name)
                        || said.contains(settings.get(name).toString())
                        || name.equals(SaslConfigs.SASL_JAAS_CONFIG)
                                && causes(complaint).anyMatch(LoginException.class::isInstance))
                .collect(Collectors.joining(", "));
        return "Kafka's client refuses the client properties" + (file.isEmpty() ? "" : " " + file)
                + (suspects.isEmpty() ? "" : ": it complains of " + suspects);
    }
}

package delivery.contract;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What every pipeline is given, as flags or as environment variables of the same names ({@link FlagParser}). */
public final class PipelineFlags {
    /** Brokers to start from: {@code HOST:PORT,…}. */
    public String bootstrapServers;

    /** Topic of the events: key = page path, header event-id. */
    public String inputTopic;

    /** Topic of the effects: key = page path, value = running count, header event-id. */
    public String outputTopic;

    /** Consumer group; the application id for Kafka Streams. */
    public String groupId;

    /** Name of this instance, stable over restarts; base of {@code transactional.id}. */
    public String instanceId;

    /** Directory for state that outlives a restart, made if missing. */
    public Path stateDir;

    /** Properties for the Kafka clients: TLS, SASL, timeouts; null for none. */
    public Path clientConfig;

    /** JDBC URL of the database, for a pipeline that keeps its effects in one; null for none. */
    public String databaseUrl;

    /**
     * The settings of {@code --client-config}, none without one. A pipeline lays its own over them, so that a file can
     * change where and how fast, but not what is guaranteed.
     *
     * @return a new map; values are strings
     * @throws IOException if the file cannot be read
     */
    public Map<String, Object> clientSettings() throws IOException {
        Properties properties = new Properties();
        if (clientConfig != null) {
            try (Reader reader = Files.newBufferedReader(clientConfig)) {
                properties.load(reader);
            }
        }
        Map<String, Object> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }
}

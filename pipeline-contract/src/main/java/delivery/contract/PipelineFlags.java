package delivery.contract;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Option;

/** What every pipeline is given, as flags or as environment variables of the same names. */
public final class PipelineFlags {
    @Option(
            names = "--bootstrap-servers",
            required = true,
            defaultValue = "${env:BOOTSTRAP_SERVERS}",
            paramLabel = "HOST:PORT,…",
            description = "brokers to start from [BOOTSTRAP_SERVERS]")
    public String bootstrapServers;

    @Option(
            names = "--input-topic",
            required = true,
            defaultValue = "${env:INPUT_TOPIC}",
            paramLabel = "TOPIC",
            description = "events: key = page path, header event-id [INPUT_TOPIC]")
    public String inputTopic;

    @Option(
            names = "--output-topic",
            required = true,
            defaultValue = "${env:OUTPUT_TOPIC}",
            paramLabel = "TOPIC",
            description = "effects: key = page path, value = running count, header event-id [OUTPUT_TOPIC]")
    public String outputTopic;

    @Option(
            names = "--group-id",
            required = true,
            defaultValue = "${env:GROUP_ID}",
            paramLabel = "ID",
            description = "consumer group; the application id for Kafka Streams [GROUP_ID]")
    public String groupId;

    @Option(
            names = "--instance-id",
            required = true,
            defaultValue = "${env:INSTANCE_ID}",
            paramLabel = "ID",
            description = "name of this instance, stable over restarts; base of transactional.id [INSTANCE_ID]")
    public String instanceId;

    @Option(
            names = "--state-dir",
            required = true,
            defaultValue = "${env:STATE_DIR}",
            paramLabel = "DIR",
            description = "directory for state that outlives a restart, made if missing [STATE_DIR]")
    public Path stateDir;

    @Option(
            names = "--client-config",
            defaultValue = "${env:CLIENT_CONFIG}",
            paramLabel = "FILE",
            description = "properties for the Kafka clients: TLS, SASL, timeouts [CLIENT_CONFIG]")
    public Path clientConfig;

    @Option(names = "--help", usageHelp = true, description = "show this and exit")
    public boolean help;

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

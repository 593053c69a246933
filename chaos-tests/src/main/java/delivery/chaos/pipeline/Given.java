package delivery.chaos.pipeline;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an instance of a pipeline is given: where the brokers are, what to read and write, who it is.
 *
 * @param stateDir survives restarts; not made yet
 * @param clientConfig a file in the form that the program asks for
 * @param databaseUrl JDBC URL of a program's database; empty for a program without
 * @param temporaryDirectory where it is to put temporary files: what is killed does not remove its own
 * @param more what a description may name besides, by variable: {@code output.topic.dead-letters}
 */
public record Given(
        String bootstrapServers,
        String inputTopic,
        String outputTopic,
        String groupId,
        String instanceId,
        Path stateDir,
        Path clientConfig,
        Optional<String> databaseUrl,
        Path temporaryDirectory,
        Map<String, String> more) {

    /** What a program without a database is given. */
    public Given(
            String bootstrapServers,
            String inputTopic,
            String outputTopic,
            String groupId,
            String instanceId,
            Path stateDir,
            Path clientConfig,
            Path temporaryDirectory) {
        this(
                bootstrapServers,
                inputTopic,
                outputTopic,
                groupId,
                instanceId,
                stateDir,
                clientConfig,
                Optional.empty(),
                temporaryDirectory,
                Map.of());
    }

    /** The flags of the contract. */
    public List<String> flags() {
        return byFlag().entrySet().stream()
                .flatMap(flag -> List.of("--" + flag.getKey(), flag.getValue()).stream())
                .toList();
    }

    /** The values by the names that descriptions use: {@code bootstrap.servers}. */
    public Map<String, String> byVariable() {
        Map<String, String> variables = new LinkedHashMap<>();
        byFlag().forEach((flag, value) -> variables.put(flag.replace('-', '.'), value));
        variables.putAll(more);
        return variables;
    }

    /** The environment variables of the contract: {@code BOOTSTRAP_SERVERS}. */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        byFlag().forEach((flag, value) -> environment.put(environmentVariable(flag), value));
        more.forEach((variable, value) -> environment.put(environmentVariable(variable), value));
        return environment;
    }

    private static String environmentVariable(String name) {
        return name.replaceAll("[-.]", "_").toUpperCase(Locale.ROOT);
    }

    private Map<String, String> byFlag() {
        Map<String, String> flags = new LinkedHashMap<>();
        flags.put("bootstrap-servers", bootstrapServers);
        flags.put("input-topic", inputTopic);
        flags.put("output-topic", outputTopic);
        flags.put("group-id", groupId);
        flags.put("instance-id", instanceId);
        flags.put("state-dir", stateDir.toString());
        flags.put("client-config", clientConfig.toString());
        databaseUrl.ifPresent(url -> flags.put("database-url", url));
        return flags;
    }
}

package delivery.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The pipelines that a command line names: by their descriptions, or one by its command, of which a description is
 * written.
 */
final class PipelinesGiven {
    @Parameters(
            paramLabel = "FILE… | -- COMMAND…",
            arity = "1..*",
            description = "descriptions of pipelines, each a .yaml file; or, after --, a program and its arguments: a"
                    + " description of it is written, to be read and changed")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "your-pipeline",
            description = "of a pipeline given by its command; ${DEFAULT-VALUE} if absent")
    private String name;

    @Option(
            names = "--client-config",
            paramLabel = "FORMAT",
            defaultValue = "java",
            description =
                    "in which form it reads $CLIENT_CONFIG: java, librdkafka, json or none; ${DEFAULT-VALUE} if absent")
    private String clientConfig;

    /**
     * The files of descriptions, as the option {@code chaos.pipeline} takes them.
     *
     * @param promise of a pipeline that is given by its command
     * @param directory where a description of such a one is written to
     * @throws IllegalArgumentException if descriptions and a command are mixed, or a command comes without a promise
     */
    String files(Optional<String> promise, Path directory) throws IOException {
        if (words.stream().allMatch(PipelinesGiven::isDescription)) {
            return String.join(",", words);
        }
        if (isDescription(words.get(0))) {
            throw new IllegalArgumentException(
                    words.get(0) + " is a description, and not every word after it is; what is to come of the rest?");
        }
        return written(
                        promise.orElseThrow(() -> new IllegalArgumentException(
                                "a pipeline that is given by its command needs --promise PROMISE")),
                        directory)
                .toString();
    }

    private static boolean isDescription(String word) {
        return word.endsWith(".yaml") || word.endsWith(".yml") || word.endsWith(".json");
    }

    private Path written(String promise, Path directory) throws IOException {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", name);
        description.put("command", words);
        description.put("directory", Path.of("").toAbsolutePath().toString());
        description.put("clientConfig", clientConfig);
        description.put("promise", promise);
        return WrittenDescription.write(description, directory);
    }
}

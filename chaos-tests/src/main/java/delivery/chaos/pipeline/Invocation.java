package delivery.chaos.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a process is started.
 *
 * @param environment beside this process's own
 * @param directory to start it in; that of this process if empty
 */
public record Invocation(List<String> command, Map<String, String> environment, Optional<Path> directory) {

    /** A command that takes the flags of the contract. */
    static Invocation withFlags(List<String> command, Given given) {
        return new Invocation(
                Stream.concat(command.stream(), given.flags().stream()).toList(), Map.of(), Optional.empty());
    }
}

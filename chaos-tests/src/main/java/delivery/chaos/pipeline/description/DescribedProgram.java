package delivery.chaos.pipeline.description;

import delivery.chaos.form.EffectForm;
import delivery.chaos.form.EventForm;
import delivery.chaos.form.Template;
import delivery.chaos.form.Yield;
import delivery.chaos.pipeline.ClientConfigFormat;
import delivery.chaos.pipeline.Given;
import delivery.chaos.pipeline.Invocation;
import delivery.chaos.pipeline.OwnTimeouts;
import delivery.chaos.pipeline.Program;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program as its description says it is run.
 *
 * @param command program and arguments, with variables
 * @param directory absolute
 * @param environment by name, with variables
 * @param ownTimeouts what it says of itself where it reads no settings
 */
record DescribedProgram(
        List<Template> command,
        Path directory,
        Map<String, Template> environment,
        EventForm events,
        EffectForm effects,
        Yield yields,
        boolean isSource,
        Optional<String> readyLine,
        ClientConfigFormat clientConfig,
        OwnTimeouts ownTimeouts,
        boolean losesState,
        Stop stop,
        Description described)
        implements Program {

    @Override
    public Invocation invocation(Given given) {
        Map<String, String> values = given.byVariable();
        Map<String, String> variables = new HashMap<>(given.environment());
        environment.forEach((name, value) -> variables.put(name, value.fill(values)));
        List<String> arguments =
                command.stream().skip(1).map(argument -> argument.fill(values)).toList();
        return new Invocation(
                Stream.concat(Stream.of(executable()), arguments.stream()).toList(), variables, Optional.of(directory));
    }

    /** With a slash in it, a file relative to the directory; else to be looked for on the PATH. */
    private String executable() {
        String program = command.get(0).text();
        return program.contains("/") ? directory.resolve(program).normalize().toString() : program;
    }

    @Override
    public void requireStartable() {
        String program = executable();
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(described.file() + ": the directory " + directory + " does not exist");
        }
        if (!program.contains("/")) {
            requireOnPath(program);
            return;
        }
        if (!Files.isRegularFile(Path.of(program))) {
            throw new IllegalArgumentException(described.file() + ": there is no program " + program);
        }
        if (!Files.isExecutable(Path.of(program))) {
            throw new IllegalArgumentException(described.file() + ": the program " + program
                    + " is not executable; chmod +x it, or name its interpreter first in the command");
        }
    }

    private void requireOnPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean found = Stream.of(path.split(File.pathSeparator))
                .filter(place -> !place.isEmpty())
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        if (!found) {
            throw new IllegalArgumentException(described.file() + ": there is no program " + program
                    + " on the PATH; a program of the directory is named with a slash: ./" + program);
        }
    }

    @Override
    public Optional<Description> description() {
        return Optional.of(described);
    }
}

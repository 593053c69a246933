package delivery.chaos.pipeline;

import delivery.chaos.process.JavaCommand;
import delivery.chaos.process.JavaProgram;
import delivery.contract.Guarantee;
import delivery.sabotaged.SabotagedPipeline;
import delivery.sabotaged.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A program that turns events into effects, and the promise it is judged by.
 *
 * @param guarantee the promise; its name is the pipeline's name
 * @param command what starts the program; flags are appended
 * @param settings of its Kafka clients, with the program's reasons; empty if they are not known
 */
public record PipelineUnderTest(Guarantee guarantee, Supplier<List<String>> command, List<DocumentedSetting> settings) {

    /** A program of whose settings nothing is known. */
    public PipelineUnderTest(Guarantee guarantee, Supplier<List<String>> command) {
        this(guarantee, command, List.of());
    }

    /** Name of the module, as in reports. */
    public String name() {
        return guarantee.name();
    }

    /** A module of this suite, started from the jars that its build laid out in {@code <module>/target/lib}. */
    static PipelineUnderTest module(Class<?> program, Guarantee guarantee, DocumentedSetting.Source settings) {
        return new PipelineUnderTest(guarantee, java(guarantee.name(), program), DocumentedSetting.of(settings));
    }

    /** A changed module under the promise that it makes. */
    public static PipelineUnderTest variant(Variant variant) {
        return new PipelineUnderTest(
                variant.claim(), java("sabotaged-pipelines", SabotagedPipeline.class, variant.name()));
    }

    private static JavaProgram java(String module, Class<?> program, String... arguments) {
        Path chaosTests =
                JavaCommand.location(PipelineUnderTest.class).getParent().getParent();
        Path jars = chaosTests.resolveSibling(module).resolve("target").resolve("lib");
        return new JavaProgram(
                jars,
                Stream.concat(Stream.of("-Xmx256m"), JavaProgram.BRIEF_LIFE.stream())
                        .toList(),
                Stream.concat(Stream.of(program.getName()), Stream.of(arguments))
                        .toList());
    }

    /**
     * Throws if it cannot be started, so that this is said before anything is.
     *
     * @throws IllegalArgumentException if the jars of a module of this suite are missing
     */
    public void requireStartable() {
        if (command instanceof JavaProgram program && !Files.isDirectory(program.jars())) {
            throw new IllegalArgumentException("the jars of " + name() + " are missing: there is no " + program.jars()
                    + "; build them by mvn package -DskipTests");
        }
    }

    /** The command with flags appended. A JVM does not ask the environment for its directory of temporary files. */
    List<String> commandWith(List<String> flags, Path temporaryDirectory) {
        Supplier<List<String>> program =
                command instanceof JavaProgram java ? java.withTemporaryFilesIn(temporaryDirectory) : command;
        return Stream.concat(program.get().stream(), flags.stream()).toList();
    }
}

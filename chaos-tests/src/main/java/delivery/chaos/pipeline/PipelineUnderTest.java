package delivery.chaos.pipeline;

import delivery.chaos.process.JavaCommand;
import delivery.contract.Guarantee;
import delivery.sabotaged.Sabotage;
import delivery.sabotaged.SabotagedPipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that turns events into effects, and the promise it is judged by.
 *
 * @param guarantee the promise; its name is the pipeline's name
 * @param command what starts the program; flags are appended
 * @param settings of its Kafka clients, with the program's reasons; empty if they are not known
 */
public record PipelineUnderTest(Guarantee guarantee, List<String> command, List<Setting> settings) {

    /** A program of whose settings nothing is known. */
    public PipelineUnderTest(Guarantee guarantee, List<String> command) {
        this(guarantee, command, List.of());
    }

    /** Name of the module, as in reports. */
    public String name() {
        return guarantee.name();
    }

    /** A module of this suite, started from the jars that its build laid out in {@code <module>/target/lib}. */
    static PipelineUnderTest module(Class<?> program, Guarantee guarantee, ProgramSettings.Source settings) {
        return new PipelineUnderTest(guarantee, java(guarantee.name(), program), ProgramSettings.of(program, settings));
    }

    /** A sabotaged pipeline under the promise that it makes. */
    public static PipelineUnderTest sabotaged(Sabotage sabotage) {
        List<String> command = new ArrayList<>(java("sabotaged-pipelines", SabotagedPipeline.class));
        command.add(sabotage.name());
        return new PipelineUnderTest(sabotage.claim(), List.copyOf(command));
    }

    private static List<String> java(String module, Class<?> program) {
        Path chaosTests =
                JavaCommand.location(PipelineUnderTest.class).getParent().getParent();
        Path jars = chaosTests.resolveSibling(module).resolve("target").resolve("lib");
        return List.of(
                JavaCommand.executable(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                // It would be a file in the temporary directory, left there by a SIGKILL.
                "-XX:-UsePerfData",
                "-cp",
                jars.resolve("*").toString(),
                program.getName());
    }

    /** The command with flags appended. */
    List<String> commandWith(List<String> flags) {
        return Stream.concat(command.stream(), flags.stream()).toList();
    }
}

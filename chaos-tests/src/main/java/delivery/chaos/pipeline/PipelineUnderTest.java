package delivery.chaos.pipeline;

import delivery.chaos.process.JavaCommand;
import delivery.contract.Guarantee;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that turns events into effects, and the promise it is judged by.
 *
 * @param guarantee the promise; its name is the pipeline's name
 * @param command what starts the program; flags are appended
 */
public record PipelineUnderTest(Guarantee guarantee, List<String> command) {

    /** Name of the module, as in reports. */
    public String name() {
        return guarantee.name();
    }

    /** A module of this suite, started from the jars that its build laid out in {@code <module>/target/lib}. */
    static PipelineUnderTest module(Class<?> program, Guarantee guarantee) {
        Path chaosTests =
                JavaCommand.location(PipelineUnderTest.class).getParent().getParent();
        Path jars =
                chaosTests.resolveSibling(guarantee.name()).resolve("target").resolve("lib");
        return new PipelineUnderTest(
                guarantee,
                List.of(
                        JavaCommand.executable(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        // It would be a file in the temporary directory, left there by a SIGKILL.
                        "-XX:-UsePerfData",
                        "-cp",
                        jars.resolve("*").toString(),
                        program.getName()));
    }

    /** The command with flags appended. */
    List<String> commandWith(List<String> flags) {
        return Stream.concat(command.stream(), flags.stream()).toList();
    }
}

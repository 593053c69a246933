package delivery.chaos.pipeline;

import delivery.chaos.process.JavaCommand;
import delivery.contract.Guarantee;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * A module of this suite, started from the jar that its build made: {@code <module>/target/<module>.jar}.
     *
     * @throws IllegalStateException when started, if there is no such jar
     */
    static PipelineUnderTest module(Guarantee guarantee) {
        Path chaosTests =
                JavaCommand.location(PipelineUnderTest.class).getParent().getParent();
        Path jar = chaosTests.resolveSibling(guarantee.name()).resolve("target").resolve(guarantee.name() + ".jar");
        return new PipelineUnderTest(
                guarantee,
                List.of(
                        JavaCommand.executable(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-jar",
                        jar.toString()));
    }

    /** The command with flags appended. */
    List<String> commandWith(List<String> flags) {
        Path program = Path.of(command.get(command.size() - 1));
        if (!Files.isReadable(program)) {
            throw new IllegalStateException("the pipeline " + name() + " is not built: " + program
                    + " is missing; run `mvn verify` from the top (with -pl, add -am)");
        }
        List<String> whole = new ArrayList<>(command);
        whole.addAll(flags);
        return whole;
    }
}

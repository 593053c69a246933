package delivery.chaos;

import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.run.CannotStartException;
import delivery.chaos.run.ChaosOptions;
import delivery.chaos.run.ChaosRun;
import delivery.chaos.run.GivenOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the matrix as {@code mvn verify} does, without Maven. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the matrix, or the cells that are asked for, and writes the report; neither the atlas nor the "
                    + "sabotaged" + " pipelines.",
            "The report of an earlier run is kept: it is renamed by its date and seed."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            ExitCode.KEPT_SAYS,
            ExitCode.BROKEN_SAYS,
            ExitCode.WRONG_COMMAND_LINE_SAYS,
            ExitCode.NOT_JUDGED_SAYS,
            ExitCode.CONTRACT_BROKEN_SAYS,
            ExitCode.HARNESS_FAILED_SAYS
        },
        footer = ExitCode.ORDER_SAYS)
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "-D",
            paramLabel = "NAME=VALUE",
            mapFallbackValue = "",
            description = "as of mvn verify: chaos.modules, chaos.faults, chaos.seed, chaos.repeat, chaos.events,"
                    + " chaos.events.count, chaos.partitions, chaos.value.bytes, toxiproxy.server,"
                    + " kafka.transaction.version, chaos.matrix (kafka or outside), chaos.postgres")
    private Map<String, String> asked = new LinkedHashMap<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "where delivery-report/ and what the run needs beside it go; in a build its target directory,"
                    + " else chaos-report/ of the current directory")
    private Path output;

    @Override
    public Integer call() throws Exception {
        ChaosOptions options = options();
        Path directory = (output == null ? usualOutput() : output).toAbsolutePath();
        try {
            ChaosRun run =
                    new ChaosRun(options, directory.resolve("delivery-report"), directory.resolve("chaos"), System.out);
            return ExitCode.of(run.run()).number();
        } catch (CannotStartException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private ChaosOptions options() {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.putAll(asked);
        try {
            asked.keySet().forEach(GivenOptions::requireKnown);
            ChaosOptions options = ChaosOptions.from(properties);
            // Read here for the first time, so that a wrong file is a wrong command line.
            options.requireEvents();
            options.modules().forEach(PipelineUnderTest::requireStartable);
            return options;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    /** The jar that was built stands in a target directory, and that in a module. */
    private static Path usualOutput() {
        Path target = JavaCommand.location(ChaosRun.class).getParent();
        return Files.exists(target.resolveSibling("pom.xml")) ? target : Path.of("chaos-report");
    }
}

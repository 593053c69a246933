package delivery.chaos;

import delivery.chaos.cost.CostOptions;
import delivery.chaos.cost.CostRun;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.run.CannotStartException;
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

/** Measures what the guarantees cost, as {@code mvn verify -Pcost} does. */
@Command(
        name = "cost",
        mixinStandardHelpOptions = true,
        description = {
            "Measures throughput, latency, processor time, disk and wire of the five guarantees and of variants, on a "
                    + "cluster of its own, and writes cost-report/cost.html.",
            "Takes the whole machine: what else runs is measured, too."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:measured",
            "2:wrong command line, or another run is at work in the same directory; nothing was run",
            "5:not measured: a pipeline or the cluster did not do its work"
        })
final class CostCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "-D",
            paramLabel = "NAME=VALUE",
            mapFallbackValue = "",
            description = "as of mvn verify -Pcost: cost.quick, cost.rounds, cost.load.ms, cost.variants, cost.blocks")
    private Map<String, String> asked = new LinkedHashMap<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "where cost-report/ and what the run needs beside it go; in a build its target directory, "
                    + "else chaos-report/ of the current directory")
    private Path output;

    @Override
    public Integer call() throws Exception {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.putAll(asked);
        Path directory = (output == null ? usualOutput() : output).toAbsolutePath();
        try {
            CostOptions options = CostOptions.from(properties);
            new CostRun(options, directory.resolve("cost-report"), directory.resolve("cost"), System.out).run();
            return ExitCode.KEPT.number();
        } catch (IllegalArgumentException | CannotStartException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    /** The jar that was built stands in a target directory, and that in a module. */
    static Path usualOutput() {
        Path target = JavaCommand.location(CostRun.class).getParent();
        return Files.exists(target.resolveSibling("pom.xml")) ? target : Path.of("chaos-report");
    }
}

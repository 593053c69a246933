package delivery.chaos;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Contrast;
import delivery.chaos.audit.Verdict;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.scenario.ChaosOptions;
import delivery.chaos.scenario.ChaosRun;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the matrix as {@code mvn verify} does, without Maven and its tests. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the matrix, or the cells that are asked for, and writes the report.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every cell is PASS, and the contrast between the guarantees held",
            "1:a cell is not PASS, a contrast is missing, or the run failed",
            "2:wrong command line"
        })
final class RunCommand implements Callable<Integer> {
    private static final int PASSED = 0;
    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "-D",
            paramLabel = "NAME=VALUE",
            description = "as of mvn verify: chaos.modules, chaos.faults, chaos.seed, chaos.repeat, chaos.events,"
                    + " toxiproxy.server, kafka.transaction.version")
    private Map<String, String> asked = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        Path target = JavaCommand.location(ChaosRun.class).getParent();
        List<Cell> cells =
                new ChaosRun(options(), target.resolve("delivery-report"), target.resolve("chaos"), System.out).run();
        boolean passed = cells.stream().allMatch(cell -> cell.verdict() == Verdict.PASS)
                && Contrast.check(cells).stream().noneMatch(found -> found.status() == Contrast.Status.MISSING);
        return passed ? PASSED : FAILED;
    }

    private ChaosOptions options() {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.putAll(asked);
        try {
            return ChaosOptions.from(properties);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }
}

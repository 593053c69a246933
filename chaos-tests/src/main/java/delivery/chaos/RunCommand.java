package delivery.chaos;

import delivery.chaos.run.CannotStartException;
import delivery.chaos.run.ChaosOptions;
import delivery.chaos.run.ChaosRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the matrix as {@code mvn verify} does, without Maven. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the matrix, or the cells that are asked for, and writes the report; neither the atlas nor the "
                    + "sabotaged" + " pipelines.",
            "The report of an earlier run is kept, in delivery-reports by its date and seed."
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

    @Mixin
    private RunPlace place = new RunPlace();

    @Override
    public Integer call() throws Exception {
        List<ChaosOptions> options = options();
        try {
            return (place.versions().isEmpty()
                            ? run(options.get(0), place.directory())
                            : new VersionsJob(place.directory(), System.out)
                                    .run(place.versions(), options, RunCommand::run))
                    .number();
        } catch (CannotStartException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private static ExitCode run(ChaosOptions options, Path directory) throws Exception {
        ChaosRun run = new ChaosRun(
                options, RunPlace.reportDirectory(directory), RunPlace.workDirectory(directory), System.out);
        return ExitCode.of(run.run());
    }

    /** Of the one run, or of each that there is to be. */
    private List<ChaosOptions> options() {
        try {
            if (place.versions().isEmpty()) {
                return List.of(place.options());
            }
            List<ChaosOptions> ofEach = new ArrayList<>();
            for (String version : place.versions()) {
                ofEach.add(place.optionsWithBrokers(version));
            }
            return ofEach;
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }
}

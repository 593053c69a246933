package delivery.chaos;

import delivery.chaos.cost.BlastOptions;
import delivery.chaos.cost.BlastRun;
import delivery.chaos.report.blast.BlastLoad;
import delivery.chaos.report.blast.BlastReport;
import delivery.chaos.run.CannotStartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what faults cost a day under a load of the reader's own. */
@Command(
        name = "blast-radius",
        mixinStandardHelpOptions = true,
        description = {
            "Strikes pipelines at random moments under many settings, fits a formula to some of them, tests it on the "
                    + "others, and writes blast-radius/blast-radius.html, in which readers put in their own numbers.",
            "With --measured nothing is struck: what was measured before is applied to the numbers given."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:measured, or computed",
            "2:wrong command line or file, or another run is at work in the same directory; nothing was run",
            "5:not measured: a pipeline or the cluster did not do its work"
        })
final class BlastRadiusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--measured", paramLabel = "FILE", description = "a blast-radius.json of a run before")
    private Path measured;

    @Option(
            names = "--events-per-second",
            paramLabel = "N",
            defaultValue = "1000",
            description = "of one instance (${DEFAULT-VALUE})")
    private double eventsPerSecond;

    @Option(
            names = "--commit-interval-ms",
            paramLabel = "N",
            defaultValue = "0",
            description = "0 for a commit after each poll (${DEFAULT-VALUE})")
    private double commitIntervalMs;

    @Option(
            names = "--poll-records",
            paramLabel = "N",
            defaultValue = "500",
            description = "max.poll.records (${DEFAULT-VALUE})")
    private int pollRecords;

    @Option(names = "--deploys-a-day", paramLabel = "N", defaultValue = "2", description = "(${DEFAULT-VALUE})")
    private double deploysADay;

    @Option(names = "--crashes-a-month", paramLabel = "N", defaultValue = "4", description = "(${DEFAULT-VALUE})")
    private double crashesAMonth;

    @Option(
            names = "--broker-restarts-a-month",
            paramLabel = "N",
            defaultValue = "6",
            description = "(${DEFAULT-VALUE})")
    private double brokerRestartsAMonth;

    @Option(
            names = "--strikes",
            paramLabel = "N",
            defaultValue = "20",
            description = "under each setting (${DEFAULT-VALUE})")
    private int strikes;

    @Option(
            names = "--broker-strikes",
            paramLabel = "N",
            defaultValue = "10",
            description = "of brokers, under all pipelines at once (${DEFAULT-VALUE})")
    private int brokerStrikes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "that the moments of the strikes follow from (${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--cells",
            paramLabel = "ID,…",
            split = ",",
            description = "the settings that are measured: F1 …, T1 …, D1 …, B1 …; all if absent")
    private List<String> cells = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "where blast-radius/ and what the run needs beside it go; in a build its target directory, "
                    + "else chaos-report/ of the current directory")
    private Path output;

    @Override
    public Integer call() throws Exception {
        if (strikes < 1 || brokerStrikes < 1 || pollRecords < 1 || eventsPerSecond < 0 || commitIntervalMs < 0) {
            throw new ParameterException(spec.commandLine(), "a number that counts something is above 0");
        }
        BlastReport report = measured == null ? measure() : read();
        BlastLoad load = new BlastLoad(
                eventsPerSecond, commitIntervalMs, pollRecords, deploysADay, crashesAMonth, brokerRestartsAMonth);
        spec.commandLine().getOut().print(report.text(load));
        spec.commandLine().getOut().flush();
        return ExitCode.KEPT.number();
    }

    private BlastReport measure() throws Exception {
        Path directory = (output == null ? CostCommand.usualOutput() : output).toAbsolutePath();
        BlastOptions options = new BlastOptions(strikes, brokerStrikes, seed, cells);
        try {
            return new BlastRun(options, directory.resolve("blast-radius"), directory.resolve("blast"), System.out)
                    .run();
        } catch (CannotStartException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private BlastReport read() {
        try {
            return BlastReport.read(measured);
        } catch (IOException unreadable) {
            throw new ParameterException(spec.commandLine(), unreadable.getMessage(), unreadable);
        }
    }
}

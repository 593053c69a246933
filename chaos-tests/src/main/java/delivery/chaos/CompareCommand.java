package delivery.chaos;

import delivery.chaos.report.ComparisonReport;
import delivery.chaos.report.compare.Comparison;
import delivery.chaos.report.compare.ReportFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds two runs against each other, so that an upgrade of Kafka can be judged by them. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Says what changed between two runs: versions, settings, verdicts, promises, contrasts, strikes, "
                + "costs and recovery times, and what of it chance and load explain.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every promise that was kept is kept, and nothing changed that chance or load does not explain",
            "1:a promise was broken: a cell fails that did not, promises less than before, or a contrast is missing",
            "2:wrong command line, or no report to read",
            "3:no promise is known to be broken, but a cell that was judged before is not judged now, or a contrast "
                    + "that held is not checked",
            "6:every promise that was kept is kept, but something measured changed: counts, strikes, costs, recovery"
        })
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "OLD",
            description = "the report before: its directory, or the name of its run")
    private Path before;

    @Parameters(index = "1", paramLabel = "NEW", description = "the report after: likewise; latest is the newest")
    private Path after;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "where the comparison goes as a page; beside NEW, as NEW-compared-with-OLD.html, if absent")
    private Path output;

    @Override
    public Integer call() throws IOException {
        Comparison comparison = Comparison.of(read(before), read(after));
        ComparisonReport report = new ComparisonReport(comparison);
        Path page = output == null ? besideNew() : output;
        try {
            report.write(page);
        } catch (IOException impossible) {
            throw new ParameterException(
                    spec.commandLine(), "the page cannot be written to " + page + " (" + impossible + ")", impossible);
        }
        spec.commandLine().getOut().print(report.text());
        spec.commandLine().getOut().println("As a page: " + page);
        return comparison.outcome().exitCode();
    }

    /** Outside NEW: a report is evidence and stays as its run wrote it. */
    private Path besideNew() {
        Path report = RunPlace.report(after).toAbsolutePath().normalize();
        Path old = RunPlace.report(before).toAbsolutePath().normalize();
        return report.resolveSibling(report.getFileName() + "-compared-with-" + old.getFileName() + ".html");
    }

    private ReportFile read(Path directory) {
        try {
            return ReportFile.read(RunPlace.report(directory));
        } catch (IOException unreadable) {
            throw new ParameterException(spec.commandLine(), unreadable.getMessage(), unreadable);
        }
    }
}

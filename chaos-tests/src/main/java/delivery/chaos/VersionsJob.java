package delivery.chaos;

import delivery.chaos.report.ComparisonReport;
import delivery.chaos.report.compare.Comparison;
import delivery.chaos.report.compare.ReportFile;
import delivery.chaos.run.ChaosOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The same run with brokers of several versions of Kafka, and what changed from the first of them to each other.
 *
 * @param directory of everything that is written: below it one for each version
 */
record VersionsJob(Path directory, PrintStream console) {
    /** A run into a directory. */
    @FunctionalInterface
    interface OneRun {
        ExitCode into(ChaosOptions options, Path directory) throws Exception;
    }

    /**
     * Runs each, whatever the others come to.
     *
     * @param options of each, in their order
     * @return the first exit code that applies, as of the cells of one run
     */
    ExitCode run(List<String> versions, List<ChaosOptions> options, OneRun run) throws Exception {
        List<ExitCode> codes = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            console.println("brokers of Kafka " + versions.get(i));
            codes.add(run.into(options.get(i), below(versions.get(i))));
        }
        for (String version : versions.subList(1, versions.size())) {
            compare(versions.get(0), version);
        }
        return ExitCode.firstOf(codes);
    }

    private Path below(String version) {
        return directory.resolve("kafka-" + version);
    }

    private void compare(String first, String other) throws IOException {
        ComparisonReport report = new ComparisonReport(Comparison.of(
                ReportFile.read(RunPlace.reportDirectory(below(first))),
                ReportFile.read(RunPlace.reportDirectory(below(other)))));
        Path page = directory.resolve("kafka-" + first + "-to-" + other + ".html");
        report.write(page);
        console.print(report.text());
        console.println("As a page: " + page);
    }
}

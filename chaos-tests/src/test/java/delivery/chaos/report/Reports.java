package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Verdict;
import delivery.chaos.report.atlas.DemoAtlas;
import delivery.chaos.report.compare.Comparison;
import delivery.chaos.report.compare.ReportFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reports to look at in a browser. */
public final class Reports {
    private Reports() {}

    /** One with every verdict and two gaps, a trial of a planted bug, an atlas, and a comparison with itself. */
    public static Path demo(Path directory) throws IOException {
        DeliveryReport.write(directory, DemoRun.run(), DemoRun.cells(directory));
        DemoTrial.write(directory);
        DemoAtlas.write(directory);
        ReportFile report = ReportFile.read(directory);
        new ComparisonReport(Comparison.of(report, report)).write(directory.resolve("compare.html"));
        return directory;
    }

    /** One of 300 cells, the largest that is to stay handy. */
    public static Path large(Path directory) throws IOException {
        DeliveryReport.write(directory, DemoRun.run(), DemoRun.many(directory, 60));
        return directory;
    }

    /** One of five modules under so many faults, in which every promise is kept: the others were not run. */
    public static Path kept(Path directory, int faults) throws IOException {
        List<Cell> cells = DemoRun.many(directory, faults).stream()
                .filter(cell -> cell.verdict() == Verdict.PASS)
                .toList();
        DeliveryReport.write(directory, DemoRun.run(), cells);
        return directory;
    }
}

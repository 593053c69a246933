package delivery.chaos.report;

import delivery.chaos.report.atlas.DemoAtlas;
import delivery.chaos.report.compare.Comparison;
import delivery.chaos.report.compare.ReportFile;
import java.io.IOException;
import java.nio.file.Path;

/** Reports to look at in a browser. */
public final class Reports {
    private Reports() {}

    /**
     * One with every verdict in it and two cells that were not run, a trial of a planted bug, an atlas, and a comparison
     * with itself.
     */
    public static Path demo(Path directory) throws IOException {
        DeliveryReport.write(directory, DemoRun.run(), DemoRun.cells(directory));
        DemoTrial.write(directory);
        DemoAtlas.write(directory);
        ReportFile report = ReportFile.read(directory);
        new ComparisonReport(Comparison.of(report, report)).write(directory.resolve("compare.html"));
        return directory;
    }

    /** One of 300 cells. */
    public static Path large(Path directory) throws IOException {
        DeliveryReport.write(directory, DemoRun.run(), DemoRun.many(directory));
        return directory;
    }
}

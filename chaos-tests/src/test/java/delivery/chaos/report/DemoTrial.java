package delivery.chaos.report;

import static delivery.chaos.audit.LiteralHistory.history;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Conviction;
import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.audit.Promises;
import delivery.chaos.report.text.ReportFiles;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A pipeline with a planted bug and the module that it pretends to be, each with an event at risk of being lost. */
final class DemoTrial {
    static final String PLANTED = "flush-forgotten";
    private static final String COMMAND = "mvn verify -Psabotage -Dchaos.sabotages=" + PLANTED + " -Dchaos.seed=42";

    private DemoTrial() {}

    /** Writes it as the main job does: a report of its own below that of the matrix, which has the appendix. */
    static List<Cell> write(Path report) throws IOException {
        Path directory = report.resolve("sabotage");
        Guarantee claim = Promises.AT_LEAST_ONCE;
        Cell planted = killed(new Guarantee(
                        PLANTED, claim.promise(), claim.isolationLevel(), claim.coverage(), claim.expectations()))
                .judgedForReport(directory);
        Cell control = killed(claim).effect("e2", "/a", 2, 0, 1).judgedForReport(directory);
        List<Cell> cells = List.of(planted, control);
        DeliveryReport.write(directory, run(), cells);
        List<Conviction> convictions =
                List.of(new Conviction("no flush before the commit", Anomaly.LOST, planted, control));
        SabotageReport.write(ReportFiles.in(report), "sabotage/", COMMAND, convictions);
        SabotageReport.write(ReportFiles.in(directory), "", COMMAND, convictions);
        return cells;
    }

    private static LiteralHistory killed(Guarantee promise) {
        return history()
                .promising(promise)
                .under("pipeline-killed", 1, Circumstance.PIPELINE_RESTARTED)
                .repeatedBy(COMMAND)
                .fired()
                .event("e1", "/a", 0, 0)
                .event("e2", "/a", 0, 1)
                .effect("e1", "/a", 1, 0, 0);
    }

    private static Run run() {
        Run run = DemoRun.run();
        return new Run(
                run.suite(),
                run.kafka(),
                run.toxiproxy(),
                run.seed(),
                run.started(),
                run.durationSeconds(),
                COMMAND,
                run.machine(),
                List.of(),
                run.faults(),
                List.of(),
                Map.of(PLANTED, List.of()),
                run.harness());
    }
}

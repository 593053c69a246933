package delivery.chaos;

import delivery.chaos.atlas.AtlasOptions;
import delivery.chaos.atlas.AtlasRun;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Conviction;
import delivery.chaos.report.SabotageReport;
import delivery.chaos.report.atlas.AtlasScenario;
import delivery.chaos.report.text.ReportFiles;
import delivery.chaos.run.ChaosOptions;
import delivery.chaos.run.ChaosRun;
import delivery.chaos.run.Grounds;
import delivery.chaos.run.ReportDirectories;
import delivery.chaos.run.SabotageTrial;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * What {@code mvn verify} does: the matrix, then a tenth of the atlas of protocol steps, then a sample of the sabotaged
 * pipelines, in one report.
 *
 * @param cells of the matrix
 * @param scenarios of the atlas
 * @param outside cells of pipelines that count into a database
 * @param convictions of the sabotaged pipelines
 */
record MainJob(List<Cell> cells, List<AtlasScenario> scenarios, List<Cell> outside, List<Conviction> convictions) {
    private static final String SABOTAGE = "sabotage";
    private static final String OUTSIDE = "outside";

    /**
     * Runs all of it and writes the report into {@code delivery-report}.
     *
     * @param target directory of everything that is written
     */
    static MainJob run(Properties properties, Path target, PrintStream console) throws Exception {
        ChaosOptions options = ChaosOptions.from(properties);
        AtlasOptions atlas = AtlasOptions.from(properties);
        Path report = target.resolve("delivery-report");
        ChaosRun matrix = new ChaosRun(options, report, target.resolve("chaos"), console);
        List<Cell> cells;
        List<Conviction> convictions;
        List<AtlasScenario> scenarios;
        List<Cell> outside = List.of();
        try (Grounds grounds = Grounds.open(options, target.resolve("chaos"), console)) {
            cells = matrix.run(grounds);
            convictions = trySabotages(options, grounds, report, target, console);
            if (options.cluster() == ChaosOptions.Cluster.PROCESSES) {
                outside = runOutside(outsideSample(options), grounds, report, target, console);
            }
            AtlasRun run = new AtlasRun(atlas, report, target.resolve("atlas"), console);
            // On the cluster that is there: three brokers more would cost as much as five scenarios.
            scenarios = options.cluster() == ChaosOptions.Cluster.PROCESSES ? run.run(grounds.shared()) : run.run();
        }
        matrix.writeReportAgain();
        reportConvictions(options, report, convictions, console);
        ReportDirectories.list(report);
        return new MainJob(cells, scenarios, outside, convictions);
    }

    /** Of the pipelines that count into a database: the weakest and two that are exact, at the heart of the matter. */
    private static ChaosOptions outsideSample(ChaosOptions options) {
        Properties properties = new Properties();
        properties.setProperty("chaos.modules", "naive,unique-key,offsets-in-database");
        properties.setProperty("chaos.faults", "commit-unanswered");
        properties.setProperty("chaos.seed", String.valueOf(options.seed()));
        options.postgres().ifPresent(url -> properties.setProperty("chaos.postgres", url));
        return ChaosOptions.from(properties);
    }

    /** Runs pipelines that count into a database; they have a report of their own below that of the matrix. */
    static List<Cell> runOutside(ChaosOptions options, Grounds grounds, Path report, Path target, PrintStream console)
            throws Exception {
        return new ChaosRun(options, report.resolve(OUTSIDE), target.resolve(OUTSIDE), console).run(grounds);
    }

    /**
     * Tries the sabotaged pipelines that the options ask for; they have a report of their own below that of the matrix.
     */
    static List<Conviction> trySabotages(
            ChaosOptions options, Grounds grounds, Path report, Path target, PrintStream console) throws Exception {
        return trySabotages(options, List.of(), grounds, report, target, console);
    }

    /** The same, with cells of modules beside their controls. */
    static List<Conviction> trySabotages(
            ChaosOptions options, List<String> cells, Grounds grounds, Path report, Path target, PrintStream console)
            throws Exception {
        SabotageTrial trial = new SabotageTrial(options.sabotages(), options);
        ChaosRun run = new ChaosRun(options, report.resolve(SABOTAGE), target.resolve(SABOTAGE), console);
        return trial.convictions(run.run(grounds, trial.plans(cells), command(options)));
    }

    /** Writes what came of the sabotaged pipelines beside their own report and as an appendix of the matrix's. */
    static void reportConvictions(ChaosOptions options, Path report, List<Conviction> convictions, PrintStream console)
            throws Exception {
        SabotageReport.write(ReportFiles.in(report), SABOTAGE + "/", command(options), convictions);
        SabotageReport.write(ReportFiles.in(report.resolve(SABOTAGE)), "", command(options), convictions);
        convictions.forEach(conviction -> console.println(
                conviction.status() + " " + conviction.sabotage() + " of " + conviction.anomaly() + " in "
                        + conviction.extent() + " by " + conviction.accused().fault()));
    }

    private static String command(ChaosOptions options) {
        return options.repeatSabotages(options.sabotages());
    }
}

package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.contract.Anomaly;
import java.util.List;

/**
 * How much a run says of an anomaly of a module: of the strikes that put events at risk of it, how many showed it. All
 * faults together; the schedule chooses where they strike, so that this is no sample of anybody's production.
 *
 * @param strikes proven, with an event at risk of it
 * @param shown of them, those that showed any; those of cells without such a strike count as well
 */
public record Certainty(Anomaly anomaly, int strikes, int shown) {
    /** Of 100 such bounds, five lie below the truth. */
    private static final double ERROR_RATE = 0.05;

    static Certainty of(Anomaly anomaly, List<Cell> cells) {
        int strikes = 0;
        int shown = 0;
        for (Cell cell : cells) {
            strikes += (int) cell.audit().provenFirings().stream()
                    .filter(strike -> isAtRisk(strike, anomaly))
                    .count();
            shown += cell.attribution(anomaly) == null
                    ? 0
                    : cell.attribution(anomaly).firings();
        }
        return new Certainty(anomaly, Math.max(strikes, shown), shown);
    }

    private static boolean isAtRisk(Firing strike, Anomaly anomaly) {
        return !strike.atRisk().getOrDefault(anomaly, List.of()).isEmpty();
    }

    /**
     * The exact one-sided upper bound of the share of strikes that show it, with 95 % confidence, where none of those
     * seen did and strikes were drawn at random: the p for which (1 - p)^n = 0.05.
     */
    public double upperBoundOfNone() {
        if (shown > 0 || strikes == 0) {
            throw new IllegalStateException("no bound of none: " + shown + " of " + strikes + " strikes");
        }
        return 1 - Math.pow(ERROR_RATE, 1.0 / strikes);
    }
}

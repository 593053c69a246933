package delivery.chaos.report.blast;

import java.util.List;
import java.util.Set;

/**
 * Events per strike at a random moment. Little's law: events come at a rate and stay for some time in the state that
 * the strike makes bad (effect in the log and offset not committed, or the other way round); so many are in it on
 * average.
 *
 * <p>With commits after each poll that time is {@code dwellMs}, and no more events are in it than a poll has, of which
 * the share {@code fill} is in it when there is always more to do. With commits by time, events wait half an interval
 * more, and the poll is no bound.
 *
 * @param guarantee whose strikes it is of
 * @param blow what strikes
 * @param dwellMs mean milliseconds that an event is at risk, the commit interval apart
 * @param fill share of a poll that is at risk on average while there is always more to do
 */
public record BlastFormula(String guarantee, Blow blow, double dwellMs, double fill) {
    private static final double MS = 1_000;
    /** These are at risk for as long as a commit is due; the others commit before their effects, or with them. */
    private static final Set<String> EFFECTS_BEFORE_COMMIT = Set.of("at-least-once", "idempotent-producer");

    /**
     * Expected events of one strike.
     *
     * @param eventsPerSecond 0 for a backlog
     * @param commitIntervalMs 0 for a commit after each poll
     */
    public double perStrike(double eventsPerSecond, double commitIntervalMs, double pollRecords) {
        double waitingMs = isByTime() ? commitIntervalMs / 2 : 0;
        double most = waitingMs == 0 && blow == Blow.CRASH ? pollRecords * fill : Double.POSITIVE_INFINITY;
        if (eventsPerSecond == 0) {
            return most;
        }
        double atRiskMs = dwellMs + waitingMs;
        return Math.min(eventsPerSecond * atRiskMs / MS, most);
    }

    /** Whether a commit interval adds to the time at risk. */
    public boolean isByTime() {
        return blow == Blow.CRASH && EFFECTS_BEFORE_COMMIT.contains(guarantee);
    }

    /** The same of a setting that was measured. */
    public double perStrike(BlastSetting setting) {
        return perStrike(setting.eventsPerSecond(), setting.commitIntervalMs(), setting.pollRecords());
    }

    /**
     * The formula whose constants follow from the cells that it is to be fitted to; 0 where nothing was found.
     *
     * @param cells of this guarantee and blow, all of them
     */
    static BlastFormula fit(String guarantee, Blow blow, List<BlastCell> cells) {
        List<BlastCell> fitted =
                cells.stream().filter(cell -> cell.setting().fitted()).toList();
        double dwell = fitted.stream()
                .filter(cell -> !cell.setting().hasBacklog())
                .mapToDouble(cell -> cell.mean().median() * MS / cell.setting().eventsPerSecond()
                        - cell.setting().commitIntervalMs() / 2.0)
                .average()
                .orElse(0);
        double fill = fitted.stream()
                .filter(cell -> cell.setting().hasBacklog())
                .mapToDouble(cell -> cell.mean().median() / cell.setting().pollRecords())
                .average()
                .orElse(dwell > 0 ? 1 : 0);
        return new BlastFormula(guarantee, blow, Math.max(0, dwell), fill);
    }
}

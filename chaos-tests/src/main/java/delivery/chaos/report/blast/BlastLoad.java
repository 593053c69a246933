package delivery.chaos.report.blast;

/**
 * A reader's own numbers.
 *
 * @param commitIntervalMs 0 for a commit after each poll
 * @param pollRecords {@code max.poll.records}
 */
public record BlastLoad(
        double eventsPerSecond,
        double commitIntervalMs,
        double pollRecords,
        double deploysADay,
        double crashesAMonth,
        double brokerRestartsAMonth) {
    private static final double DAYS_A_MONTH = 30;

    /** Strikes of one kind a day. */
    public double aDay(Blow blow) {
        return switch (blow) {
            case CRASH -> crashesAMonth / DAYS_A_MONTH;
            case DEPLOY -> deploysADay;
            case BROKER -> brokerRestartsAMonth / DAYS_A_MONTH;
        };
    }

    /** Expected events a day under a formula. */
    public double expected(BlastFormula formula) {
        return aDay(formula.blow()) * formula.perStrike(eventsPerSecond, commitIntervalMs, pollRecords);
    }

    /** Expected events a day of one guarantee, by all blows that were measured. */
    public double expected(BlastRadius radius, String guarantee) {
        return radius.formulas().stream()
                .filter(formula -> formula.guarantee().equals(guarantee))
                .mapToDouble(this::expected)
                .sum();
    }
}

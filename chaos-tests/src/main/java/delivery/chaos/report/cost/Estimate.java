package delivery.chaos.report.cost;

/**
 * A median with its interval.
 *
 * @param median of the rounds
 * @param low lower end of the 95 % bootstrap interval
 * @param high upper end of the same interval
 */
public record Estimate(double median, double low, double high) {
    /** Whether a ratio of 1 is within the interval: then no difference was seen. */
    public boolean holdsOne() {
        return low <= 1 && high >= 1;
    }

    /** Whether any value is in both intervals. */
    public boolean meets(double otherLow, double otherHigh) {
        return low <= otherHigh && high >= otherLow;
    }
}

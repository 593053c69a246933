package delivery.chaos.audit;

/**
 * How often a fault that fired showed an anomaly.
 *
 * @param firings proven ones
 * @param shown of them, those that had an event in flight that was found
 * @param perFiring anomalies found, divided by the firings
 * @param share of the firings that showed any, with its interval: the {@link Rate} in firings instead of a million
 */
public record FaultRate(int firings, int shown, double perFiring, double share, double lowShare, double highShare) {
    private static final double MILLION = 1e6;

    /**
     * The rate of what was found at firings.
     *
     * @param firings proven ones, at least 1
     */
    public static FaultRate of(long anomalies, Attribution attribution, int firings) {
        Rate rate = Rate.of(attribution.firings(), firings);
        return new FaultRate(
                firings,
                attribution.firings(),
                (double) anomalies / firings,
                rate.perMillion() / MILLION,
                rate.lowPerMillion() / MILLION,
                rate.highPerMillion() / MILLION);
    }
}

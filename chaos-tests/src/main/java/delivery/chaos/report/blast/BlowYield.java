package delivery.chaos.report.blast;

/**
 * What one strike left.
 *
 * @param atMs when it struck, since the first event
 * @param lost events without an effect
 * @param duplicated effects beyond the first of their event
 */
public record BlowYield(long atMs, int lost, int duplicated) {}

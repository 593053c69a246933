package delivery.chaos.workload;

import java.util.List;

/**
 * A part of the input that is written at once: first records in a transaction that is left open, then the events, then
 * the transaction is aborted.
 *
 * @param from number of its first event
 * @param to number of the first event after it
 * @param abortedPages pages of the records that are aborted, no events; empty for no transaction
 */
public record Portion(int from, int to, List<String> abortedPages) {
    public Portion {
        if (from >= to) {
            throw new IllegalArgumentException("a portion of no events, from " + from + " to " + to);
        }
    }
}

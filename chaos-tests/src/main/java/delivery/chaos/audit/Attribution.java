package delivery.chaos.audit;

import delivery.chaos.audit.table.EventTable;
import delivery.chaos.history.HistoryLine.Firing;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of what was found is the doing of the fault: how many of the events were in flight at a proven firing.
 *
 * @param events of those found, that were in flight at any proven firing
 * @param firings of the proven ones, that had any of those found in flight
 */
public record Attribution(long events, int firings) {
    static final Attribution NONE = new Attribution(0, 0);

    /** @param found numbers of events */
    static Attribution of(BitSet found, EventTable events, List<Firing> provenFirings) {
        BitSet inFlight = new BitSet();
        int firings = 0;
        for (Firing firing : provenFirings) {
            Ranges ranges = new Ranges(firing.inFlight());
            int[] hit = found.stream()
                    .filter(event -> ranges.contains(events.partition(event), events.offset(event)))
                    .toArray();
            IntStream.of(hit).forEach(inFlight::set);
            firings += hit.length > 0 ? 1 : 0;
        }
        return new Attribution(inFlight.cardinality(), firings);
    }

    /** Both together. */
    public Attribution plus(Attribution other) {
        return new Attribution(events + other.events, firings + other.firings);
    }
}

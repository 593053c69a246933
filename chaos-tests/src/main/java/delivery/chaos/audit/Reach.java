package delivery.chaos.audit;

import delivery.chaos.audit.table.EventTable;
import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.Place;
import java.util.Map;

/**
 * How far a pipeline has come. What it has passed, more time cannot put right: it has committed the event's offset, and
 * no transaction is left undecided in which an effect of the event stands.
 *
 * @param drain null if nothing tells: all is then taken for passed
 * @param lastStableOffsets by output partition, where the first effect stands whose transaction never ended
 * @param hidden by event without an effect that counts, where its latest one stands that does not
 */
record Reach(Drain drain, Map<Integer, Long> lastStableOffsets, Map<Integer, Place> hidden) {

    boolean isPast(int event, EventTable events) {
        boolean committed = drain == null
                || drain.drained()
                || events.offset(event) < drain.committedOffsets().getOrDefault(events.partition(event), 0L);
        return committed && !isUndecided(event);
    }

    private boolean isUndecided(int event) {
        Place latest = lastStableOffsets.isEmpty() ? null : hidden.get(event);
        return latest != null && latest.offset() >= lastStableOffsets.getOrDefault(latest.partition(), Long.MAX_VALUE);
    }
}

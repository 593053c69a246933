package delivery.contract;

/**
 * What can be wrong with the effects of a pipeline, found per event id and never from totals: one loss and one
 * duplicate cancel in a sum.
 */
public enum Anomaly {
    /** An acknowledged event without any effect, once the pipeline has passed it. */
    LOST("lost", "events"),
    /** The same event id in effects at two or more offsets. */
    DUPLICATED("duplicated", "events"),
    /** A page whose last running count is not its true count, or of which any count is not the rank of its event. */
    MISCOUNTED("miscounted", "pages"),
    /** Two effects of one page (the first of each event) in another order than their events. */
    REORDERED("reordered", "events"),
    /** An effect whose event id was never sent. */
    PHANTOM("phantom", "effects"),
    /** An effect of an aborted transaction that a read_committed consumer was given. */
    ABORTED_READ("aborted read", "effects"),
    /** A committed transaction of which only some effects are readable. */
    TORN("torn", "transactions"),
    /**
     * What was not done when the run was ended: events that no commit has passed, effects of transactions that never
     * ended. It leaves a cell inconclusive, and fails it where the pipeline stands idle before what it has not done.
     */
    STUCK("stuck", "records");

    private final String label;
    private final String unit;

    Anomaly(String label, String unit) {
        this.label = label;
        this.unit = unit;
    }

    /** The word for people: {@code lost}, {@code duplicated}, … */
    public String label() {
        return label;
    }

    /** What is counted: {@code events}, {@code pages}, {@code effects}, {@code transactions} or {@code records}. */
    public String unit() {
        return unit;
    }

    /** Whether single events show it, so that each can be traced to the strike that it was in flight at. */
    public boolean isCountedInEvents() {
        return unit.equals(LOST.unit);
    }
}

package delivery.chaos.report.blast;

import java.util.Map;

/**
 * What a pipeline and its load were set to.
 *
 * @param id of the cell on the page
 * @param pipeline name of the module or variant
 * @param guarantee of the five that it stands for
 * @param blow what strikes it
 * @param eventsPerSecond that come in; 0 for a backlog, of which it always has more than it can do
 * @param commitIntervalMs 0 where it commits after each poll
 * @param pollRecords {@code max.poll.records}
 * @param partitions of input and output
 * @param settings all that was given to its clients
 * @param fitted whether the formula's constants come from it; else it is predicted
 */
public record BlastSetting(
        String id,
        String pipeline,
        String guarantee,
        Blow blow,
        int eventsPerSecond,
        int commitIntervalMs,
        int pollRecords,
        int partitions,
        Map<String, String> settings,
        boolean fitted) {
    /** Whether there is always more to do than it can. */
    public boolean hasBacklog() {
        return eventsPerSecond == 0;
    }

    /** {@code at most once} loses, all others duplicate. */
    public boolean loses() {
        return guarantee.equals("at-most-once");
    }
}

package delivery.chaos.scenario;

import delivery.chaos.audit.Auditor;
import delivery.chaos.log.TopicLog;

/**
 * Audits topics as they stand, with no history in between: nothing is held but what the auditor needs. For topics too large
 * for a history, in a cluster that may be somebody's own.
 */
final class LiveAudit {
    private final TopicLog input;
    private final TopicLog output;
    private final int partitions;

    /**
     * @param partitions of both topics
     */
    LiveAudit(TopicLog input, TopicLog output, int partitions) {
        this.input = input;
        this.output = output;
        this.partitions = partitions;
    }

    /**
     * Hands every event to the auditor.
     *
     * @throws IllegalArgumentException if an event cannot be followed, for it has no id, no page, or one that is there twice
     */
    void events(Auditor auditor) throws Exception {
        for (int partition = 0; partition < partitions; partition++) {
            int number = partition;
            input.read(partition, 0, input.endOffset(partition), batch -> LoggedLines.events(number, batch, auditor));
        }
    }

    /**
     * Hands every effect and marker to the auditor.
     *
     * @throws IllegalStateException if the output grew while it was read
     */
    void effects(Auditor auditor) throws Exception {
        long[] ends = new long[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            int number = partition;
            ends[partition] = output.readAsGiven(
                    partition, (batch, given) -> LoggedLines.effects(number, batch, offset -> given, auditor));
        }
        for (int partition = 0; partition < partitions; partition++) {
            if (output.endOffset(partition) != ends[partition]) {
                throw new IllegalStateException("the output grew behind effects-" + partition + "@" + ends[partition]
                        + " while it was read; stop what writes to it");
            }
        }
    }
}

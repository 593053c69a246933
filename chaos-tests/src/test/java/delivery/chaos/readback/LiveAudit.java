package delivery.chaos.readback;

import delivery.chaos.audit.Auditor;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.log.TopicLog;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

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
     * @throws IllegalArgumentException if an id is in the input twice
     * @throws ExecutionException if the input cannot be read, or has an event that cannot be followed
     */
    void events(Auditor auditor) throws InterruptedException, ExecutionException {
        ReadAhead.all(this::readEvents, auditor);
    }

    private void readEvents(Consumer<HistoryLine> lines) throws Exception {
        LoggedLines logged = new LoggedLines();
        for (int partition = 0; partition < partitions; partition++) {
            int number = partition;
            long end = input.endOffset(partition);
            input.read(partition, 0, end, batch -> logged.events(number, batch, lines));
        }
    }

    /**
     * Hands every effect and marker to the auditor.
     *
     * @throws ExecutionException if the output cannot be read, or grew while it was read
     */
    void effects(Auditor auditor) throws InterruptedException, ExecutionException {
        ReadAhead.all(this::readEffects, auditor);
    }

    private void readEffects(Consumer<HistoryLine> lines) throws Exception {
        LoggedLines logged = new LoggedLines();
        long[] ends = new long[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            int number = partition;
            ends[partition] = output.readAsGiven(
                    partition, (batch, given) -> logged.effects(number, batch, offset -> given, lines));
        }
        for (int partition = 0; partition < partitions; partition++) {
            if (output.endOffset(partition) != ends[partition]) {
                throw new IllegalStateException("the output grew behind effects-" + partition + "@" + ends[partition]
                        + " while it was read; stop what writes to it");
            }
        }
    }
}

package delivery.chaos.log;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * What a read_committed consumer leaves out of one answer to a Fetch, by the aborted transactions that the leader names in
 * it and by nothing else (KIP-98, "Consumer"): it trusts that list, and so shows where the list and the log disagree.
 */
final class AbortedRanges {
    private final Queue<AbortedTransaction> toCome = new ArrayDeque<>();
    private final Set<Long> abortedProducerIds = new HashSet<>();

    /**
     * @param aborted as in the answer; null for none
     */
    AbortedRanges(List<AbortedTransaction> aborted) {
        if (aborted != null) {
            aborted.stream()
                    .sorted(Comparator.comparingLong(AbortedTransaction::firstOffset))
                    .forEach(toCome::add);
        }
    }

    /** Whether a consumer is given the next batch of the answer; control batches it is never given. */
    boolean isGiven(RecordBatch batch) {
        while (!toCome.isEmpty() && toCome.peek().firstOffset() <= batch.lastOffset()) {
            abortedProducerIds.add(toCome.remove().producerId());
        }
        if (batch.isControlBatch()) {
            if (isAbort(batch)) {
                abortedProducerIds.remove(batch.producerId());
            }
            return false;
        }
        return !batch.isTransactional() || !abortedProducerIds.contains(batch.producerId());
    }

    private static boolean isAbort(RecordBatch controlBatch) {
        Record first = controlBatch.iterator().next();
        return ControlRecordType.parse(first.key()) == ControlRecordType.ABORT;
    }
}

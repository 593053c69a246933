package delivery.chaos.testbed;

import delivery.chaos.form.EffectForm;
import delivery.chaos.log.TopicLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * Which events have an effect in the output topic's log, and which of these effects a transaction has yet to decide.
 */
public final class LoggedEffects implements EffectStore {
    /** A transaction's part of one partition: the next marker of its producer decides it. */
    private record Part(int partition, long producerId) {}

    private final TopicLog log;
    private final int partitions;
    private final EffectForm form;
    private final Map<Integer, Long> readTo = new HashMap<>();
    private final Set<String> decided = new HashSet<>();
    private final Map<Part, List<String>> open = new HashMap<>();

    /**
     * @param log of the output topics
     * @param partitions of all of them together
     * @param form of what stands in it
     */
    public LoggedEffects(TopicLog log, int partitions, EffectForm form) {
        this.log = log;
        this.partitions = partitions;
        this.form = form;
    }

    /** The log itself. */
    public TopicLog log() {
        return log;
    }

    /**
     * Reads on, from where it was read last to the high watermarks.
     *
     * @throws IOException if a leader cannot be read
     */
    @Override
    public synchronized void readOn() throws IOException, InterruptedException, ExecutionException {
        for (int partition = 0; partition < partitions; partition++) {
            int number = partition;
            long from = readTo.getOrDefault(number, 0L);
            long to = log.endOffset(number);
            log.read(number, from, to, batch -> {
                // The last batch may end beyond the high watermark: it is read again then.
                if (batch.lastOffset() >= readTo.getOrDefault(number, 0L) && batch.lastOffset() < to) {
                    note(number, batch);
                    readTo.put(number, batch.nextOffset());
                }
            });
        }
    }

    /** Takes the next batch of a partition. */
    synchronized void note(int partition, RecordBatch batch) {
        Part part = new Part(partition, batch.producerId());
        if (batch.isControlBatch()) {
            List<String> ended = open.remove(part);
            boolean committed = ControlRecordType.parse(batch.iterator().next().key()) == ControlRecordType.COMMIT;
            if (ended != null && committed) {
                decided.addAll(ended);
            }
            return;
        }
        List<String> ids = new ArrayList<>();
        batch.forEach(record -> ids.add(RequestReader.eventId(record, form)));
        if (batch.isTransactional()) {
            open.computeIfAbsent(part, none -> new ArrayList<>()).addAll(ids);
        } else {
            decided.addAll(ids);
        }
    }

    /**
     * Looks for effects of these events, in this order, in a partition.
     *
     * @param from the first offset to look at
     * @return the offsets at which they stand, of as many as there are
     */
    public List<Long> offsets(List<String> eventIds, int partition, long from)
            throws IOException, InterruptedException, ExecutionException {
        List<Long> offsets = new ArrayList<>();
        log.read(partition, from, log.endOffset(partition), batch -> {
            if (!batch.isControlBatch()) {
                batch.forEach(record -> {
                    int next = offsets.size();
                    if (next < eventIds.size()
                            && RequestReader.eventId(record, form).equals(eventIds.get(next))) {
                        offsets.add(record.offset());
                    }
                });
            }
        });
        return offsets;
    }

    /** Ids of the events with an effect in the log that no transaction has taken back. */
    @Override
    public synchronized Set<String> inLog() {
        Set<String> all = new HashSet<>(decided);
        open.values().forEach(all::addAll);
        return all;
    }

    /** Ids of the events with an effect of a transaction that is neither committed nor aborted. */
    @Override
    public synchronized Set<String> undecided() {
        return open.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    }
}

package delivery.chaos.readback;

import delivery.chaos.form.EffectForm;
import delivery.chaos.form.FieldPlace;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Gap;
import delivery.chaos.log.RecordFields;
import delivery.chaos.log.TopicLog;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * Reads an input topic that somebody else has filled: what a read_committed consumer is given of it are the events, and
 * what stands between them are gaps.
 */
public final class InputReader {
    private static final String ABORTED = "a record of a transaction that was aborted upstream";
    private static final String MARKER = "a marker that ends a transaction upstream";

    private final Map<String, Object> settings;
    private final TopicLog log;
    private final NavigableMap<Integer, TopicPartition> partitions;
    private final EffectForm form;

    /**
     * @param settings by which a client reaches the cluster
     * @param partitions by their numbers in the log
     * @param form where a record says its id and its page; nowhere, of the page: all events are of one
     */
    public InputReader(
            Map<String, Object> settings,
            TopicLog log,
            NavigableMap<Integer, TopicPartition> partitions,
            EffectForm form) {
        this.settings = settings;
        this.log = log;
        this.partitions = partitions;
        this.form = form;
    }

    /** An input that cannot be judged by, and why, in a line. */
    public static final class UnusableInputException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableInputException(String why) {
            super(why);
        }
    }

    /**
     * Every event and gap, in the order of (partition, offset).
     *
     * @param ends by number of a partition, the offset to read up to
     * @throws UnusableInputException if an event has no id or no page, or a transaction of the input is undecided
     */
    public List<HistoryLine> read(Map<Integer, Long> ends) throws Exception {
        CommittedRecords committed = CommittedRecords.read(settings, partitions.values());
        List<HistoryLine> lines = new ArrayList<>();
        for (Map.Entry<Integer, TopicPartition> partition : partitions.entrySet()) {
            TopicPartition place = partition.getValue();
            long end = ends.get(partition.getKey());
            long decided = committed.lastStableOffsets().get(place);
            if (decided < end) {
                throw new UnusableInputException("a transaction of the input is undecided, from offset " + decided
                        + " of " + place + " on: nobody can say which of its records are events; wait for it to end");
            }
            read(partition.getKey(), end, committed.offsets().get(place), lines);
        }
        return lines;
    }

    private void read(int number, long end, BitSet committed, List<HistoryLine> lines) throws Exception {
        RecordFields fields = new RecordFields(form.header());
        List<String> wrong = new ArrayList<>();
        log.read(number, 0, end, batch -> {
            if (batch.isControlBatch()) {
                lines.add(new Gap(number, batch.baseOffset(), batch.lastOffset(), MARKER));
            } else {
                batch(number, batch, committed, fields, lines, wrong);
            }
        });
        if (!wrong.isEmpty()) {
            throw new UnusableInputException(wrong.get(0));
        }
    }

    private void batch(
            int number,
            RecordBatch batch,
            BitSet committed,
            RecordFields fields,
            List<HistoryLine> lines,
            List<String> wrong) {
        fields.read(batch, (offset, key, value, header) -> {
            if (!committed.get((int) offset)) {
                lines.add(new Gap(number, offset, offset, ABORTED));
                return;
            }
            EffectForm.Said said = form.read(key, value, header);
            String missing = said.eventId() == null
                    ? "id at " + form.eventId().words()
                    : said.page() == null && isPageSaid()
                            ? "page at " + form.page().words()
                            : "";
            if (missing.isEmpty()) {
                lines.add(new Event(said.eventId(), isPageSaid() ? said.page() : "all", number, offset));
            } else if (wrong.isEmpty()) {
                wrong.add("the record at offset " + offset + " of " + partitions.get(number) + " has no " + missing
                        + ": a description (--description) says where the events of this input have it");
            }
        });
    }

    private boolean isPageSaid() {
        return !(form.page() instanceof FieldPlace.Nowhere);
    }
}

package delivery.chaos.readback;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.log.TopicLog;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Reads the output topics twice, as the log stores it and as a read_committed consumer sees it, and joins the two. */
public final class OutputReader {
    private final Map<String, Object> settings;
    private final TopicLog log;
    private final NavigableMap<Integer, TopicPartition> partitions;
    private final LoggedLines logged;

    /**
     * @param settings by which a client reaches the cluster
     * @param partitions all that there are, in the order of their numbers in the log
     * @param logged reads the records
     */
    public OutputReader(
            Map<String, Object> settings, TopicLog log, List<TopicPartition> partitions, LoggedLines logged) {
        this(settings, log, numbered(partitions), logged);
    }

    /**
     * The same with gaps between the numbers.
     *
     * @param partitions by their numbers in the log
     */
    public OutputReader(
            Map<String, Object> settings,
            TopicLog log,
            NavigableMap<Integer, TopicPartition> partitions,
            LoggedLines logged) {
        this.settings = settings;
        this.log = log;
        this.partitions = partitions;
        this.logged = logged;
    }

    private static NavigableMap<Integer, TopicPartition> numbered(List<TopicPartition> partitions) {
        NavigableMap<Integer, TopicPartition> numbered = new TreeMap<>();
        partitions.forEach(partition -> numbered.put(numbered.size(), partition));
        return numbered;
    }

    /**
     * Every effect and every transaction marker, in the order of (partition, offset).
     *
     * @throws GrownTopicException if the topic grew while it was read
     */
    public List<HistoryLine> read() throws Exception {
        Map<Integer, Long> ends = endOffsets();
        Map<TopicPartition, BitSet> readCommitted =
                CommittedRecords.read(settings, partitions.values()).offsets();
        List<HistoryLine> lines = new ArrayList<>();
        for (Map.Entry<Integer, TopicPartition> partition : partitions.entrySet()) {
            BitSet visible = readCommitted.get(partition.getValue());
            int number = partition.getKey();
            log.read(
                    number,
                    0,
                    ends.get(number),
                    batch -> logged.effects(number, batch, offset -> visible.get((int) offset), lines::add));
        }
        Map<Integer, Long> endsAfter = endOffsets();
        if (!endsAfter.equals(ends)) {
            throw new GrownTopicException("the output", ends, endsAfter);
        }
        return lines;
    }

    private Map<Integer, Long> endOffsets() throws Exception {
        Map<Integer, Long> ends = new HashMap<>();
        for (int number : partitions.keySet()) {
            ends.put(number, log.endOffset(number));
        }
        return ends;
    }
}

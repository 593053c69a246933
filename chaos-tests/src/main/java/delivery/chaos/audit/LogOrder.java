package delivery.chaos.audit;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Where the records of a history stand, and that they can stand there. */
final class LogOrder {
    /** By partition, each in an array of its own, so that nothing is put into a map for every record. */
    private final Map<Integer, long[]> inputEnds = new TreeMap<>();

    private final Map<Integer, long[]> outputEnds = new HashMap<>();
    private long outputRecords;

    /**
     * Takes note of an event.
     *
     * @throws IllegalArgumentException if there is no such place, or an effect was there before
     */
    void event(String id, int partition, long offset) {
        if (outputRecords != 0) {
            throw new IllegalArgumentException(
                    "event " + id + " comes after the first effect: it would have been unknown");
        }
        requirePlace(partition, offset, Place.EVENTS);
        long[] inputEnd = inputEnds.computeIfAbsent(partition, none -> new long[1]);
        inputEnd[0] = Math.max(inputEnd[0], offset + 1);
    }

    /**
     * Takes note of a record of the output. The same offset read twice is a redelivery, not a duplicate in the log: it must
     * not get this far.
     *
     * @throws IllegalArgumentException if there is no such place, or it does not come after all before it
     */
    void output(int partition, long offset) {
        requirePlace(partition, offset, Place.EFFECTS);
        long[] outputEnd = outputEnds.computeIfAbsent(partition, none -> new long[1]);
        if (offset < outputEnd[0]) {
            throw new IllegalArgumentException(Place.ofEffect(partition, offset) + " comes after offset "
                    + (outputEnd[0] - 1)
                    + ": the output of a partition is to be in the order of its offsets, each once");
        }
        outputEnd[0] = offset + 1;
        outputRecords++;
    }

    private static void requirePlace(int partition, long offset, String topic) {
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException(
                    "there is no such place in a topic: " + new Place(topic, partition, offset));
        }
    }

    /** Records of the output so far: a number for the next one, in reading order. */
    long outputRecords() {
        return outputRecords;
    }

    /** For every input partition with events, the offset behind the last of them. */
    Map<Integer, Long> inputEnds() {
        Map<Integer, Long> ends = new TreeMap<>();
        inputEnds.forEach((partition, end) -> ends.put(partition, end[0]));
        return ends;
    }
}

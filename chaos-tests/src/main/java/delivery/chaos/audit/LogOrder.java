package delivery.chaos.audit;

import delivery.chaos.history.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Where the records of a history stand, and that they can stand there: every offset once, and none left out. */
final class LogOrder {
    /** By partition, each in an object of its own, so that nothing is put into a map for every record. */
    private final Map<Integer, Offsets> input = new TreeMap<>();

    private final Map<Integer, long[]> lastEvents = new TreeMap<>();
    private final Map<Integer, long[]> outputEnds = new HashMap<>();
    private long outputRecords;
    private String outputGap = "";

    /**
     * Takes note of an event.
     *
     * @throws IllegalArgumentException if there is no such place, it is taken, or an effect was there before
     */
    void event(String id, int partition, long offset) {
        if (outputRecords != 0) {
            throw new IllegalArgumentException(
                    "event " + id + " comes after the first effect: it would have been unknown");
        }
        gap(partition, offset, offset);
        long[] last = lastEvents.computeIfAbsent(partition, none -> new long[1]);
        last[0] = Math.max(last[0], offset);
    }

    /**
     * Takes note of offsets of the input that hold no event.
     *
     * @throws IllegalArgumentException if there is no such place, or something stands there
     */
    void gap(int partition, long first, long last) {
        requirePlace(partition, first, Place.EVENTS);
        if (!input.computeIfAbsent(partition, none -> new Offsets()).add(first, last)) {
            throw new IllegalArgumentException(Place.ofEvent(partition, first) + " is there twice");
        }
    }

    /**
     * Takes note of a record of the output. The same offset read twice is a redelivery, not a duplicate in the log: it
     * must not get this far.
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
        if (offset > outputEnd[0] && outputGap.isEmpty()) {
            outputGap = "nothing tells what stands at " + Place.ofEffect(partition, outputEnd[0]) + ", and "
                    + Place.ofEffect(partition, offset) + " comes after it";
        }
        outputEnd[0] = offset + 1;
        outputRecords++;
    }

    /**
     * Says that all records were named.
     *
     * @throws IllegalArgumentException if there is an offset before the last of its partition with neither a record
     *     nor, in the input, a reason why there is no event
     */
    void requireGapless() {
        if (!outputGap.isEmpty()) {
            throw new IllegalArgumentException(outputGap);
        }
        input.forEach((partition, offsets) -> {
            if (offsets.firstMissing() < offsets.end()) {
                throw new IllegalArgumentException("nothing tells what stands at "
                        + Place.ofEvent(partition, offsets.firstMissing())
                        + ", and the input of that partition ends at "
                        + offsets.end());
            }
        });
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

    /** For every input partition that is not empty, the offset after the last event or gap. */
    Map<Integer, Long> inputEnds() {
        Map<Integer, Long> ends = new TreeMap<>();
        input.forEach((partition, offsets) -> ends.put(partition, offsets.end()));
        return ends;
    }

    /** For every input partition with events, the offset of the last of them. */
    Map<Integer, Long> lastEvents() {
        return unboxed(lastEvents);
    }

    /** For every output partition that is not empty, the offset after the last record. */
    Map<Integer, Long> outputEnds() {
        return unboxed(outputEnds);
    }

    private static Map<Integer, Long> unboxed(Map<Integer, long[]> offsets) {
        Map<Integer, Long> all = new TreeMap<>();
        offsets.forEach((partition, offset) -> all.put(partition, offset[0]));
        return all;
    }
}

package delivery.chaos.audit.table;

import java.util.HashMap;
import java.util.Map;

/**
 * Event ids that end in a number, found by prefix and number instead of by their text: exact, and a few bytes each as
 * long as the numbers after a prefix lie close together. Those of the harness do, as those of any counter.
 */
final class NumberedIds {
    private static final int CHUNK = 1 << 10;
    private static final int CHUNKS_MAX = Integer.MAX_VALUE / CHUNK;
    /**
     * Most places for one id, and most chunks at any time. Beyond that an id takes less when it is spelled out.
     */
    private static final long PLACES_PER_ID_MAX = 16;

    private static final long CHUNKS_MIN = 16;
    private static final int DIGITS_MAX = 18;
    private static final int NONE = -1;

    /** For every prefix, the chunks of its numbers. */
    private final Map<String, Map<Long, Integer>> prefixes = new HashMap<>();
    /** For every place of every chunk, the event's number + 1; 0 where there is none. */
    private final Column events = new Column();

    private int chunks;
    private long size;
    /** As a rule the next id has the prefix of the one before, and a number near it. */
    private String latestPrefix = "";

    private Map<Long, Integer> latestChunks = Map.of();
    private long latestNumber = NONE;
    private int latestChunk;

    /**
     * Adds an event whose id is not there, unless the id has no number or one that lies too far off; whether it did.
     */
    boolean add(String id, int event) {
        int digits = digitsFrom(id);
        if (digits == id.length()) {
            return false;
        }
        long number = number(id, digits);
        int chunk = chunk(id, digits, number / CHUNK);
        if (chunk == NONE) {
            if (!hasRoom()) {
                return false;
            }
            chunk = chunks++;
            prefixes.computeIfAbsent(id.substring(0, digits), unknown -> new HashMap<>())
                    .put(number / CHUNK, chunk);
        }
        events.set(place(chunk, number), event + 1L);
        size++;
        return true;
    }

    private boolean hasRoom() {
        return chunks < CHUNKS_MAX && (chunks < CHUNKS_MIN || (long) chunks * CHUNK < size * PLACES_PER_ID_MAX);
    }

    /** The number of the event with this id, or -1. */
    int find(String id) {
        int digits = digitsFrom(id);
        if (digits == id.length()) {
            return NONE;
        }
        long number = number(id, digits);
        int chunk = chunk(id, digits, number / CHUNK);
        return chunk == NONE ? NONE : (int) events.get(place(chunk, number)) - 1;
    }

    /** The id of an event that is here: looks through all, for few are ever asked for. */
    String id(int event) {
        for (Map.Entry<String, Map<Long, Integer>> prefix : prefixes.entrySet()) {
            for (Map.Entry<Long, Integer> chunk : prefix.getValue().entrySet()) {
                for (int at = 0; at < CHUNK; at++) {
                    if (events.get(place(chunk.getValue(), at)) == event + 1L) {
                        return prefix.getKey() + (chunk.getKey() * CHUNK + at);
                    }
                }
            }
        }
        throw new IllegalArgumentException("no event " + event);
    }

    private static int place(int chunk, long number) {
        return chunk * CHUNK + (int) (number % CHUNK);
    }

    /** The chunk of that number after the prefix of an id, or -1. */
    private int chunk(String id, int digits, long numberOfChunk) {
        if (latestPrefix.length() != digits || !id.startsWith(latestPrefix)) {
            Map<Long, Integer> found = prefixes.get(id.substring(0, digits));
            if (found == null) {
                return NONE;
            }
            latestPrefix = id.substring(0, digits);
            latestChunks = found;
            latestNumber = NONE;
        }
        if (latestNumber != numberOfChunk) {
            Integer found = latestChunks.get(numberOfChunk);
            if (found == null) {
                return NONE;
            }
            latestNumber = numberOfChunk;
            latestChunk = found;
        }
        return latestChunk;
    }

    private static long number(String id, int digits) {
        long number = 0;
        for (int at = digits; at < id.length(); at++) {
            number = 10 * number + (id.charAt(at) - '0');
        }
        return number;
    }

    /**
     * Where the number begins with which an id ends, or its length if there is none. A number is written in one way
     * only: it begins with a zero if it is one. Zeros before it belong to the prefix.
     */
    private static int digitsFrom(String id) {
        int from = id.length();
        int first = id.length();
        while (from > 0 && id.length() - from < DIGITS_MAX && isDigit(id.charAt(from - 1))) {
            from--;
            if (id.charAt(from) != '0') {
                first = from;
            }
        }
        return from < id.length() && first == id.length() ? id.length() - 1 : first;
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }
}

package delivery.chaos.scenario;

import java.util.function.IntFunction;

/**
 * Values as an input of production has them: most are alike, and here and there is a tombstone, one that is empty, or
 * one larger than a fetch is to bring of a partition. Each is an event like any other.
 *
 * @param usual value
 */
record RaggedValues(String usual) implements IntFunction<String> {
    private static final int TOMBSTONE_OF = 97;
    private static final int EMPTY_OF = 89;
    private static final int LARGE_OF = 997;
    private static final int LARGE_BYTES = 64 << 10;

    /** Null for a tombstone. */
    @Override
    public String apply(int number) {
        if (number % TOMBSTONE_OF == TOMBSTONE_OF - 1) {
            return null;
        }
        if (number % EMPTY_OF == EMPTY_OF - 1) {
            return "";
        }
        return number % LARGE_OF == LARGE_OF - 1 ? "x".repeat(LARGE_BYTES) : usual;
    }
}

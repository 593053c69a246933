package delivery.chaos.audit.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers from 0 up by index, each in as few whole bytes as the largest of them needs: ten million numbers below 2^24
 * take 30 MB. It grows by chunks, so that nothing is held in reserve and nothing twice.
 */
final class Column {
    private static final int CHUNK = 1 << 12;
    /** Every access reads eight bytes, also at the last number of a chunk. */
    private static final int PADDING = Long.BYTES - 1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[][] chunks = new byte[0][];
    private int width = 1;

    /** The number at an index; 0 where none was set. */
    long get(int index) {
        int chunk = index / CHUNK;
        return chunk < chunks.length ? get(chunks[chunk], index % CHUNK, width) : 0;
    }

    /**
     * Sets the number at an index.
     *
     * @param number from 0 to 2^63 - 1
     */
    void set(int index, long number) {
        if (number < 0) {
            throw new IllegalArgumentException("a column holds numbers from 0 up, not " + number);
        }
        while (width < Long.BYTES && number >>> (Byte.SIZE * width) != 0) {
            widen();
        }
        int chunk = index / CHUNK;
        if (chunk >= chunks.length) {
            grow(chunk);
        }
        set(chunks[chunk], index % CHUNK, width, number);
    }

    private void grow(int chunk) {
        int before = chunks.length;
        chunks = Arrays.copyOf(chunks, chunk + 1);
        for (int added = before; added <= chunk; added++) {
            chunks[added] = new byte[CHUNK * width + PADDING];
        }
    }

    private void widen() {
        for (int chunk = 0; chunk < chunks.length; chunk++) {
            byte[] wider = new byte[CHUNK * (width + 1) + PADDING];
            for (int at = 0; at < CHUNK; at++) {
                set(wider, at, width + 1, get(chunks[chunk], at, width));
            }
            chunks[chunk] = wider;
        }
        width++;
    }

    private static long get(byte[] chunk, int at, int width) {
        return (long) LONG.get(chunk, at * width) & mask(width);
    }

    private static void set(byte[] chunk, int at, int width, long number) {
        long others = (long) LONG.get(chunk, at * width) & ~mask(width);
        LONG.set(chunk, at * width, others | number);
    }

    private static long mask(int width) {
        return -1L >>> (Byte.SIZE * (Long.BYTES - width));
    }
}

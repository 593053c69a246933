package delivery.chaos.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The events of a history in columns, found by their exact id; a number per event, in reading order from 0. */
final class EventTable {
    private static final int NONE = -1;

    private byte[] idBytes = new byte[1 << 12];
    private int[] idEnd = new int[1 << 8];
    private int[] page = new int[1 << 8];
    private int[] partition = new int[1 << 8];
    private long[] offset = new long[1 << 8];
    /** Where the first effect of each event stands; the partition is {@link #NONE} as long as there is none. */
    private int[] effectPartition = new int[1 << 8];

    private long[] effectOffset = new long[1 << 8];
    /** Open addressing with linear probing: event number + 1, or 0. */
    private int[] slots = new int[1 << 10];

    private int size;

    int size() {
        return size;
    }

    /**
     * Adds an event and returns its number.
     *
     * @throws IllegalArgumentException if there is one with this id; says where both stand
     */
    int add(String id, int pageNumber, int inputPartition, long inputOffset) {
        ensureSlots();
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        int slot = slot(bytes);
        if (slots[slot] != 0) {
            throw new IllegalArgumentException("event id " + id + " is in the input twice: at " + place(slots[slot] - 1)
                    + " and " + Place.ofEvent(inputPartition, inputOffset));
        }
        ensureCapacity(bytes.length);
        int start = size == 0 ? 0 : idEnd[size - 1];
        System.arraycopy(bytes, 0, idBytes, start, bytes.length);
        idEnd[size] = start + bytes.length;
        page[size] = pageNumber;
        partition[size] = inputPartition;
        offset[size] = inputOffset;
        effectPartition[size] = NONE;
        slots[slot] = size + 1;
        return size++;
    }

    /** The number of the event with this id, or -1. */
    int find(String id) {
        return slots[slot(id.getBytes(StandardCharsets.UTF_8))] - 1;
    }

    String id(int event) {
        int start = event == 0 ? 0 : idEnd[event - 1];
        return new String(idBytes, start, idEnd[event] - start, StandardCharsets.UTF_8);
    }

    int page(int event) {
        return page[event];
    }

    int partition(int event) {
        return partition[event];
    }

    long offset(int event) {
        return offset[event];
    }

    Place place(int event) {
        return Place.ofEvent(partition[event], offset[event]);
    }

    boolean hasEffect(int event) {
        return effectPartition[event] != NONE;
    }

    void setFirstEffect(int event, int outputPartition, long outputOffset) {
        effectPartition[event] = outputPartition;
        effectOffset[event] = outputOffset;
    }

    Place firstEffect(int event) {
        return Place.ofEffect(effectPartition[event], effectOffset[event]);
    }

    /** The slot of this id: where it stands, or where it would. */
    private int slot(byte[] id) {
        int slot = home(id, 0, id.length);
        while (slots[slot] != 0 && !hasId(slots[slot] - 1, id)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    /** FNV-1a: ids that differ in their last digits only come to lie far apart. */
    private int home(byte[] bytes, int from, int to) {
        int hash = 0x811C9DC5;
        for (int at = from; at < to; at++) {
            hash = (hash ^ bytes[at]) * 0x01000193;
        }
        return (hash ^ (hash >>> 15)) & (slots.length - 1);
    }

    /** Keeps the table at most half full, so that probing stays short. */
    private void ensureSlots() {
        if (2 * (size + 1) <= slots.length) {
            return;
        }
        slots = new int[2 * slots.length];
        for (int event = 0; event < size; event++) {
            int slot = home(idBytes, event == 0 ? 0 : idEnd[event - 1], idEnd[event]);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = event + 1;
        }
    }

    private boolean hasId(int event, byte[] id) {
        int start = event == 0 ? 0 : idEnd[event - 1];
        return Arrays.equals(idBytes, start, idEnd[event], id, 0, id.length);
    }

    private void ensureCapacity(int idLength) {
        int needed = (size == 0 ? 0 : idEnd[size - 1]) + idLength;
        if (needed > idBytes.length) {
            idBytes = Arrays.copyOf(idBytes, Math.max(needed, 2 * idBytes.length));
        }
        if (size == page.length) {
            int length = 2 * size;
            idEnd = Arrays.copyOf(idEnd, length);
            page = Arrays.copyOf(page, length);
            partition = Arrays.copyOf(partition, length);
            offset = Arrays.copyOf(offset, length);
            effectPartition = Arrays.copyOf(effectPartition, length);
            effectOffset = Arrays.copyOf(effectOffset, length);
        }
    }
}

package delivery.chaos.audit.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Event ids of any kind, found by their whole text: exact, at the price of their length and of up to 24 bytes besides.
 */
final class SpelledIds {
    private static final int NONE = -1;

    private byte[] bytes = new byte[1 << 8];
    private int[] end = new int[1 << 4];
    private int[] events = new int[1 << 4];
    /** Open addressing with linear probing: index of the id + 1, or 0. */
    private int[] slots = new int[1 << 5];

    private int size;

    /** Adds an event whose id is not there; events come in the order of their numbers. */
    void add(String id, int event) {
        byte[] text = id.getBytes(StandardCharsets.UTF_8);
        ensureSlots();
        ensureCapacity(text.length);
        System.arraycopy(text, 0, bytes, start(size), text.length);
        end[size] = start(size) + text.length;
        events[size] = event;
        slots[slot(text)] = size + 1;
        size++;
    }

    /** The number of the event with this id, or -1. */
    int find(String id) {
        if (size == 0) {
            return NONE;
        }
        int index = slots[slot(id.getBytes(StandardCharsets.UTF_8))] - 1;
        return index == NONE ? NONE : events[index];
    }

    /** The id of an event, or null if it is not here. */
    String id(int event) {
        int index = Arrays.binarySearch(events, 0, size, event);
        return index < 0 ? null : new String(bytes, start(index), end[index] - start(index), StandardCharsets.UTF_8);
    }

    private int start(int index) {
        return index == 0 ? 0 : end[index - 1];
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
    private int home(byte[] text, int from, int to) {
        int hash = 0x811C9DC5;
        for (int at = from; at < to; at++) {
            hash = (hash ^ text[at]) * 0x01000193;
        }
        return (hash ^ (hash >>> 15)) & (slots.length - 1);
    }

    /** Keeps the table at most half full, so that probing stays short. */
    private void ensureSlots() {
        if (2 * (size + 1) <= slots.length) {
            return;
        }
        slots = new int[2 * slots.length];
        for (int index = 0; index < size; index++) {
            int slot = home(bytes, start(index), end[index]);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = index + 1;
        }
    }

    private boolean hasId(int index, byte[] id) {
        return Arrays.equals(bytes, start(index), end[index], id, 0, id.length);
    }

    private void ensureCapacity(int idLength) {
        int needed = start(size) + idLength;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
        if (size == end.length) {
            end = Arrays.copyOf(end, 2 * size);
            events = Arrays.copyOf(events, 2 * size);
        }
    }
}

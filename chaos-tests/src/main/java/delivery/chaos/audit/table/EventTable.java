package delivery.chaos.audit.table;

import delivery.chaos.history.Place;

/**
 * The events of a history in columns, found by their exact id; a number per event, in reading order from 0. Ten million
 * events with numbered ids take about a dozen bytes each.
 */
public final class EventTable {
    private final NumberedIds numberedIds = new NumberedIds();
    private final SpelledIds spelledIds = new SpelledIds();
    private final Lanes lanes = new Lanes();
    private final Column lane = new Column();
    private final Column offset = new Column();
    /** Where the first effect of each event stands: partition + 1, or 0 as long as there is none, and offset. */
    private final Column effectPartition = new Column();

    private final Column effectOffset = new Column();
    private int size;

    public int size() {
        return size;
    }

    /**
     * Adds an event and returns its number.
     *
     * @throws IllegalArgumentException if there is one with this id; says where both stand
     */
    public int add(String id, int pageNumber, int inputPartition, long inputOffset) {
        int same = find(id);
        if (same >= 0) {
            throw new IllegalArgumentException("event id " + id + " is in the input twice: at " + place(same) + " and "
                    + Place.ofEvent(inputPartition, inputOffset));
        }
        if (!numberedIds.add(id, size)) {
            spelledIds.add(id, size);
        }
        lane.set(size, lanes.of(pageNumber, inputPartition));
        offset.set(size, inputOffset);
        return size++;
    }

    /** The number of the event with this id, or -1. */
    public int find(String id) {
        int event = numberedIds.find(id);
        return event >= 0 ? event : spelledIds.find(id);
    }

    public String id(int event) {
        String spelled = spelledIds.id(event);
        return spelled == null ? numberedIds.id(event) : spelled;
    }

    /** A number, from 0 up, for the page and the input partition of an event together. */
    public int lane(int event) {
        return (int) lane.get(event);
    }

    public int page(int event) {
        return lanes.page(lane(event));
    }

    public int partition(int event) {
        return lanes.partition(lane(event));
    }

    public long offset(int event) {
        return offset.get(event);
    }

    public Place place(int event) {
        return Place.ofEvent(partition(event), offset(event));
    }

    public boolean hasEffect(int event) {
        return effectPartition.get(event) != 0;
    }

    public void setFirstEffect(int event, int outputPartition, long outputOffset) {
        effectPartition.set(event, outputPartition + 1L);
        effectOffset.set(event, outputOffset);
    }

    public Place firstEffect(int event) {
        return Place.ofEffect((int) effectPartition.get(event) - 1, effectOffset.get(event));
    }
}

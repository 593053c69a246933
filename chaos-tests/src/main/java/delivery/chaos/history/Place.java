package delivery.chaos.history;

/**
 * Where a record stands: {@code events-0@17} in the input, {@code effects-2@118} in the output.
 *
 * @param topic {@code events} or {@code effects}, whatever the topics were called in the run
 */
public record Place(String topic, int partition, long offset) {
    public static final String EVENTS = "events";
    public static final String EFFECTS = "effects";

    public static Place ofEvent(int partition, long offset) {
        return new Place(EVENTS, partition, offset);
    }

    public static Place ofEffect(int partition, long offset) {
        return new Place(EFFECTS, partition, offset);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}

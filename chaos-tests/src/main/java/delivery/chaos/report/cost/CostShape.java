package delivery.chaos.report.cost;

/**
 * What the events are like.
 *
 * @param valueBytes of each event's value; key and header come on top
 * @param partitions of input and output
 */
public record CostShape(int valueBytes, int partitions) {
    /** {@code 1000 B, 12 partitions}. */
    @Override
    public String toString() {
        return valueBytes + " B, " + partitions + (partitions == 1 ? " partition" : " partitions");
    }

    /** {@code b1000-p12}. */
    public String id() {
        return "b" + valueBytes + "-p" + partitions;
    }
}

package delivery.chaos.audit;

/** A number with its unit, in the singular where it is one. */
final class Quantity {
    private Quantity() {}

    /** {@code 1 event}, {@code 2 events}. */
    static String of(long count, String unit) {
        return count + " " + (count == 1 ? unit.substring(0, unit.length() - 1) : unit);
    }
}

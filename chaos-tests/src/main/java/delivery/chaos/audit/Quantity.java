package delivery.chaos.audit;

import java.util.Locale;

/** A number with its unit, in the singular where it is one. */
final class Quantity {
    private Quantity() {}

    /** {@code 1 event}, {@code 10,250 events}. */
    static String of(long count, String unit) {
        return grouped(count) + " " + (count == 1 ? unit.substring(0, unit.length() - 1) : unit);
    }

    /** {@code 10,250}. */
    static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}

package delivery.contract;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The form of events and effects: key = page path, header {@value #EVENT_ID}, value of an effect = decimal count. */
public final class Effects {
    /** Name of the header with the event's unique id (UTF-8), copied from an event to its effect. */
    public static final String EVENT_ID = "event-id";

    private Effects() {}

    /**
     * Reads the event id from a record's headers.
     *
     * @throws IllegalArgumentException if the record has none
     */
    public static String eventId(Headers headers) {
        Header header = headers.lastHeader(EVENT_ID);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("a record without the header " + EVENT_ID);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}

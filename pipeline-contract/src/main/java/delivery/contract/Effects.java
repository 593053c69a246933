package delivery.contract;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The form of events and effects: key = page path, header {@value #EVENT_ID}, value of an effect = decimal count. */
public final class Effects {
    /** Name of the header with the event's unique id (UTF-8), copied from an event to its effect. */
    public static final String EVENT_ID = "event-id";

    private Effects() {}

    /**
     * The effect of an event: its page with the new running count and the event's id, for the partition of the output
     * topic with the number of the event's own.
     *
     * @throws IllegalArgumentException if the event has no id
     */
    public static ProducerRecord<String, String> effectOf(
            ConsumerRecord<String, String> event, String outputTopic, long count) {
        ProducerRecord<String, String> effect =
                new ProducerRecord<>(outputTopic, event.partition(), event.key(), Long.toString(count));
        effect.headers().add(EVENT_ID, eventId(event.headers()).getBytes(StandardCharsets.UTF_8));
        return effect;
    }

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

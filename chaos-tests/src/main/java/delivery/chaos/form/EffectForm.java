package delivery.chaos.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where an effect says which event it is of, on which page, and what it counts.
 *
 * @param eventId never nowhere
 * @param page nowhere: it is that of the event
 * @param count nowhere: it says none, and none is judged
 */
public record EffectForm(FieldPlace eventId, FieldPlace page, FieldPlace count) {
    /** That of the contract: header {@value EventForm#EVENT_ID}, key = page, value = count. */
    public static final EffectForm CONTRACT =
            new EffectForm(FieldPlace.of("header " + EventForm.EVENT_ID), FieldPlace.of("key"), FieldPlace.of("value"));

    private static final JsonMapper JSON = new JsonMapper();
    private static final int DIGITS_MAX = 18;

    /** The header that says something; one that no record has, if none does. */
    public String header() {
        return eventId instanceof FieldPlace.OfHeader header ? header.name() : "";
    }

    /** As in a description: {@code id: header event-id, page: key, count: value}. */
    @Override
    public String toString() {
        return "id: " + eventId.words() + ", page: " + page.words() + ", count: " + count.words();
    }

    /** What an effect says; each null where it is not said, or is not what it should be. */
    public record Said(String eventId, String page, Long count) {}

    /**
     * Reads an effect.
     *
     * @param key null if there is none, as the others
     * @param header the last of the name {@link #header}
     */
    public Said read(String key, ByteBuffer value, String header) {
        JsonNode json = isJson(eventId) || isJson(page) || isJson(count) ? json(value) : null;
        return new Said(
                text(eventId, key, value, header, json),
                text(page, key, value, header, json),
                count instanceof FieldPlace.OfValue at && at.isWhole()
                        ? number(value)
                        : number(bytes(text(count, key, value, header, json))));
    }

    private static boolean isJson(FieldPlace place) {
        return place instanceof FieldPlace.OfValue value && !value.isWhole();
    }

    /** Null for what is no JSON: it says nothing, and the audit finds that. */
    private static JsonNode json(ByteBuffer value) {
        if (value == null) {
            return null;
        }
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        try {
            return JSON.readTree(bytes);
        } catch (IOException noJson) {
            return null;
        }
    }

    private static String text(FieldPlace place, String key, ByteBuffer value, String header, JsonNode json) {
        if (place instanceof FieldPlace.OfHeader) {
            return header;
        }
        if (place instanceof FieldPlace.OfKey) {
            return key;
        }
        if (place instanceof FieldPlace.OfValue at && at.isWhole()) {
            return value == null
                    ? null
                    : StandardCharsets.UTF_8.decode(value.duplicate()).toString();
        }
        if (place instanceof FieldPlace.OfValue at && json != null) {
            JsonNode found = json.at(at.pointer());
            return found.isValueNode() && !found.isNull() ? found.asText() : null;
        }
        return null;
    }

    private static ByteBuffer bytes(String text) {
        return text == null ? null : ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A number of at most 18 decimal digits, or null; read without a text, for there is one in each effect. */
    private static Long number(ByteBuffer digits) {
        if (digits == null || digits.remaining() == 0 || digits.remaining() > DIGITS_MAX) {
            return null;
        }
        long number = 0;
        for (int at = digits.position(); at < digits.limit(); at++) {
            int digit = digits.get(at) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}

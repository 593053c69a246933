package delivery.chaos.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How an event is written: templates over {@code ${page}}, {@code ${event.id}} and {@code ${n}}, the number of the
 * event in its scenario from 0. Whatever the key is, an event stands in the partition of its page.
 *
 * @param key of the record
 * @param value a text, or JSON in whose texts the variables are filled in; a text that is {@code ${n}} alone becomes a
 *     number; the value that the run asks for if absent
 * @param headers by name
 * @param records of somebody's own, in the place of all that
 */
public record EventForm(
        Template key, Optional<JsonNode> value, Map<String, Template> headers, Optional<OwnRecords> records) {
    /** Name of the header with the id of an event, in the contract of pipelines. */
    public static final String EVENT_ID = "event-id";

    /** All that an event's templates may name. */
    public static final Set<String> VARIABLES = Set.of("page", "event.id", "n");

    /** That of the contract: key = page, header {@value #EVENT_ID}. */
    public static final EventForm CONTRACT =
            new EventForm(new Template("${page}"), Optional.empty(), Map.of(EVENT_ID, new Template("${event.id}")));

    private static final String NUMBER = "${n}";

    /** Of templates. */
    public EventForm(Template key, Optional<JsonNode> value, Map<String, Template> headers) {
        this(key, value, headers, Optional.empty());
    }

    /** Events that are somebody's own records. */
    public static EventForm of(OwnRecords records) {
        return new EventForm(CONTRACT.key, Optional.empty(), Map.of(), Optional.of(records));
    }

    /** Throws if a template names what no event has. */
    public EventForm {
        key.requireKnown(VARIABLES);
        headers.values().forEach(header -> header.requireKnown(VARIABLES));
        value.ifPresent(EventForm::requireKnown);
        headers = Map.copyOf(headers);
    }

    private static void requireKnown(JsonNode node) {
        if (node.isTextual()) {
            new Template(node.textValue()).requireKnown(VARIABLES);
        }
        node.forEach(EventForm::requireKnown);
    }

    /** An event, written. */
    public record WrittenEvent(String key, String value, Map<String, String> headers) {}

    /**
     * Writes an event.
     *
     * @param number of the event in its scenario, from 0
     * @param ofPage number of the event among those of its page, from 0
     * @param usualValue for a form that does not say what the value is
     */
    public WrittenEvent write(String page, String eventId, int number, int ofPage, String usualValue) {
        if (records.isPresent()) {
            return records.get().write(page, ofPage, eventId);
        }
        Map<String, String> event = Map.of("page", page, "event.id", eventId, "n", String.valueOf(number));
        Map<String, String> filled = new LinkedHashMap<>();
        headers.forEach((name, header) -> filled.put(name, header.fill(event)));
        String text = value.map(node -> fill(node, event))
                .map(node -> node.isTextual() ? node.textValue() : node.toString())
                .orElse(usualValue);
        return new WrittenEvent(key.fill(event), text, filled);
    }

    private static JsonNode fill(JsonNode node, Map<String, String> event) {
        if (node.isTextual()) {
            return node.textValue().equals(NUMBER)
                    ? JsonNodeFactory.instance.numberNode(Integer.parseInt(event.get("n")))
                    : JsonNodeFactory.instance.textNode(new Template(node.textValue()).fill(event));
        }
        if (node.isObject()) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(field -> filled.set(field.getKey(), fill(field.getValue(), event)));
            return filled;
        }
        if (node.isArray()) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> filled.add(fill(element, event)));
            return filled;
        }
        return node;
    }
}

package delivery.chaos.form;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records of somebody's own, as events: each is written as it is but for its id, which every event has of its own. A
 * short list is gone through again until there are enough.
 */
public final class OwnRecords {
    /**
     * A record as it stands in the file.
     *
     * @param key null if it has none
     * @param value a JSON text, or any JSON
     */
    public record OwnRecord(String key, JsonNode value, Map<String, String> headers) {}

    private final FieldPlace id;
    private final List<String> pages = new ArrayList<>();
    private final Map<String, List<OwnRecord>> byPage = new HashMap<>();
    private final int events;

    /**
     * @param id where an event's id is put
     * @param page where its page stands; nowhere: all are of one
     * @param events how many there are to be
     * @throws IllegalArgumentException if a record has no page, or no place for an id; says which, from 1
     */
    public OwnRecords(List<OwnRecord> records, FieldPlace id, FieldPlace page, int events) {
        this.id = id;
        this.events = events;
        for (int number = 1; number <= records.size(); number++) {
            try {
                add(records.get(number - 1), page);
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException("record " + number + ": " + wrong.getMessage(), wrong);
            }
        }
    }

    private void add(OwnRecord record, FieldPlace page) {
        String name = pageOf(record, page);
        write(record, "");
        pages.add(name);
        byPage.computeIfAbsent(name, none -> new ArrayList<>()).add(record);
    }

    private static String pageOf(OwnRecord record, FieldPlace page) {
        String name = null;
        if (page instanceof FieldPlace.Nowhere) {
            name = "all";
        } else if (page instanceof FieldPlace.OfKey) {
            name = record.key();
        } else if (page instanceof FieldPlace.OfHeader header) {
            name = record.headers().get(header.name());
        } else if (page instanceof FieldPlace.OfValue at) {
            JsonNode found = record.value().at(at.pointer());
            name = found.isValueNode() && !found.isNull() ? found.asText() : null;
        }
        if (name == null) {
            throw new IllegalArgumentException("says nothing of its page, at " + page.words());
        }
        return name;
    }

    /** The pages of the events, in order. */
    public List<String> pages() {
        List<String> all = new ArrayList<>();
        for (int event = 0; event < events; event++) {
            all.add(pages.get(event % pages.size()));
        }
        return all;
    }

    /**
     * Writes an event.
     *
     * @param number of the event among those of its page, from 0
     */
    EventForm.WrittenEvent write(String page, int number, String eventId) {
        List<OwnRecord> records = byPage.get(page);
        return write(records.get(number % records.size()), eventId);
    }

    private EventForm.WrittenEvent write(OwnRecord record, String eventId) {
        String key = id instanceof FieldPlace.OfKey ? eventId : record.key();
        JsonNode value =
                id instanceof FieldPlace.OfValue at ? with(record.value(), at.pointer(), eventId) : record.value();
        Map<String, String> headers = new LinkedHashMap<>(record.headers());
        if (id instanceof FieldPlace.OfHeader header) {
            headers.put(header.name(), eventId);
        }
        return new EventForm.WrittenEvent(key, value.isTextual() ? value.textValue() : value.toString(), headers);
    }

    private static JsonNode with(JsonNode value, JsonPointer at, String eventId) {
        if (at.matches()) {
            return value.isTextual() ? TextNode.valueOf(eventId) : refused(at);
        }
        JsonNode changed = value.deepCopy();
        JsonNode parent = changed.at(at.head());
        if (!(parent instanceof ObjectNode object)) {
            return refused(at);
        }
        object.put(at.last().getMatchingProperty(), eventId);
        return changed;
    }

    private static JsonNode refused(JsonPointer at) {
        throw new IllegalArgumentException("has no object in its value that an id could be put into, at value " + at);
    }
}

package delivery.chaos.pipeline.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.form.EventForm;
import delivery.chaos.form.FieldPlace;
import delivery.chaos.form.OwnRecords;
import delivery.chaos.form.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a description says of events: templates, or a file of the user's own records. */
final class DescribedEvents {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int EVENTS_MIN = 10_000;
    private static final long BYTES_MAX = 64L << 20;
    private static final Set<String> FIELDS = Set.of("key", "value", "headers");

    private final DescriptionFile file;
    private final tools.jackson.databind.JsonNode events;

    DescribedEvents(DescriptionFile file) {
        this.file = file;
        this.events = file.root().path("events");
    }

    EventForm form() {
        if (events.has("file")) {
            return EventForm.of(records());
        }
        for (String field : List.of("id", "page", "count")) {
            if (events.has(field)) {
                throw file.wrong(events, "events." + field, "is for a file of records of your own, and none is named");
            }
        }
        try {
            return new EventForm(
                    events.has("key") ? new Template(events.get("key").stringValue()) : EventForm.CONTRACT.key(),
                    events.has("value") ? Optional.of(value()) : Optional.empty(),
                    events.has("headers") ? headers() : EventForm.CONTRACT.headers());
        } catch (IllegalArgumentException unknown) {
            throw file.wrong(events, "events", unknown.getMessage());
        }
    }

    private JsonNode value() {
        try {
            return JSON.readTree(events.get("value").toString());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("JSON that one Jackson has written and another cannot read", impossible);
        }
    }

    private Map<String, Template> headers() {
        Map<String, Template> headers = new LinkedHashMap<>();
        events.get("headers")
                .properties()
                .forEach(one ->
                        headers.put(one.getKey(), new Template(one.getValue().stringValue())));
        return headers;
    }

    private OwnRecords records() {
        Path records =
                file.path().resolveSibling(events.get("file").stringValue()).normalize();
        for (String field : List.of("key", "value", "headers")) {
            if (events.has(field)) {
                throw file.wrong(
                        events, "events." + field, "stands in " + records.getFileName() + ", record by record");
            }
        }
        try {
            List<OwnRecords.OwnRecord> read = read(records);
            return new OwnRecords(
                    read,
                    FieldPlace.of(events.path("id").asString("header " + EventForm.EVENT_ID)),
                    FieldPlace.of(events.path("page").asString("key")),
                    events.path("count").asInt(Math.max(EVENTS_MIN, read.size())));
        } catch (IOException unreadable) {
            throw file.wrong(events.get("file"), "events.file", records + " cannot be read (" + unreadable + ")");
        } catch (IllegalArgumentException wrong) {
            throw file.wrong(events.get("file"), "events.file", records + ": " + wrong.getMessage());
        }
    }

    private static List<OwnRecords.OwnRecord> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no such file");
        }
        if (Files.size(file) > BYTES_MAX) {
            throw new IllegalArgumentException("is larger than " + (BYTES_MAX >> 20) + " MiB");
        }
        List<OwnRecords.OwnRecord> records = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                records.add(record(line, records.size() + 1));
            }
        }
        if (records.isEmpty()) {
            throw new IllegalArgumentException("is empty");
        }
        return records;
    }

    private static OwnRecords.OwnRecord record(String line, int number) {
        try {
            JsonNode record = JSON.readTree(line);
            if (!record.isObject() || !record.has("value")) {
                throw new IllegalArgumentException(
                        "record " + number + " is no JSON object with a value; it may have a key and headers");
            }
            record.fieldNames().forEachRemaining(field -> {
                if (!FIELDS.contains(field)) {
                    throw new IllegalArgumentException(
                            "record " + number + " has an unknown field " + field + "; known: key, value, headers");
                }
            });
            Map<String, String> headers = new LinkedHashMap<>();
            record.path("headers")
                    .properties()
                    .forEach(one -> headers.put(one.getKey(), one.getValue().asText()));
            return new OwnRecords.OwnRecord(
                    record.hasNonNull("key") ? record.get("key").asText() : null, record.get("value"), headers);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(
                    "record " + number + " is no JSON: " + wrong.getOriginalMessage(), wrong);
        }
    }
}

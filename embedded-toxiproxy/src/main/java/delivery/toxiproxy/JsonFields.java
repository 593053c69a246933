package delivery.toxiproxy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The members of a JSON object that a request knows, decoded as Go does: names in any case, the last one wins, null
 * keeps the default, unknown ones are ignored, and the others are decoded even if one is of the wrong type.
 */
final class JsonFields {
    private final Map<String, Object> values = new HashMap<>();
    private ApiException firstError;

    private JsonFields() {}

    /** @throws ApiException 400 for anything but an object or null */
    static JsonFields of(JsonNode value, Map<String, FieldType> types) throws ApiException {
        if (!value.isObject() && !value.isNull()) {
            throw ApiException.badRequestBody("an object is wanted, not " + kind(value));
        }
        JsonFields fields = new JsonFields();
        value.properties()
                .forEach(member -> types.forEach((name, type) -> {
                    if (name.equalsIgnoreCase(member.getKey())
                            && !member.getValue().isNull()) {
                        fields.decode(name, type, member.getValue());
                    }
                }));
        return fields;
    }

    private void decode(String name, FieldType type, JsonNode value) {
        Object decoded = type.decode(value);
        if (decoded != null) {
            values.put(name, decoded);
        } else if (firstError == null) {
            firstError = ApiException.badRequestBody(name + " is to be " + type.words() + ", not " + kind(value));
        }
    }

    /** What JSON calls it. */
    static String kind(JsonNode value) {
        return value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** The fields, if all were of the right type. */
    JsonFields orFail() throws ApiException {
        if (firstError != null) {
            throw firstError;
        }
        return this;
    }

    /** A field, or its default if it is missing or null. */
    <T> T get(String name, T otherwise) {
        @SuppressWarnings("unchecked") // FieldType decodes to the class of the default
        T value = (T) values.getOrDefault(name, otherwise);
        return value;
    }

    Map<String, Object> values() {
        return values;
    }
}

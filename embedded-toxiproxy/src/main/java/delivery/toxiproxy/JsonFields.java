package delivery.toxiproxy;

import delivery.toxiproxy.JsonValue.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The members of a JSON object that a request knows, decoded as Go does: names in any case, the last one wins, null
 * keeps the default, unknown ones are ignored, and the others are decoded even if one is of the wrong type.
 */
final class JsonFields {
    private final Map<String, Object> values = new HashMap<>();
    private ApiException firstError;

    /**
     * @param goType what Go calls the type of the object
     * @param path what Go puts before the names of its fields
     */
    static JsonFields of(JsonValue value, String goType, String path, Map<String, FieldType> types)
            throws ApiException {
        JsonFields fields = new JsonFields();
        if (!value.is(Kind.OBJECT) && !value.is(Kind.NULL)) {
            throw ApiException.badRequestBody(
                    "json: cannot unmarshal " + value.kindName() + " into Go value of type " + goType);
        }
        for (JsonValue.Member member : value.members()) {
            types.forEach((name, type) -> {
                if (name.equalsIgnoreCase(member.name()) && !member.value().is(Kind.NULL)) {
                    fields.decode(path + name, name, type, member.value());
                }
            });
        }
        return fields;
    }

    private void decode(String path, String name, FieldType type, JsonValue value) {
        try {
            values.merge(name, type.decode(value), JsonFields::lastWins);
        } catch (IllegalArgumentException mismatch) {
            if (firstError == null) {
                firstError = ApiException.badRequestBody("json: cannot unmarshal " + mismatch.getMessage()
                        + " into Go struct field " + path + " of type " + type.goName());
            }
        }
    }

    /** Of two objects under one name the members are joined. */
    private static Object lastWins(Object first, Object last) {
        if (first instanceof JsonValue one && last instanceof JsonValue other) {
            List<JsonValue.Member> members = new ArrayList<>(one.members());
            members.addAll(other.members());
            return JsonValue.object(members);
        }
        return last;
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

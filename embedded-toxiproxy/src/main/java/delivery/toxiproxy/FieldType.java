package delivery.toxiproxy;

import com.fasterxml.jackson.databind.JsonNode;

/** The type that a field of a request has; a value of another one is refused, as Go does. */
enum FieldType {
    STRING("a string"),
    BOOLEAN("true or false"),
    FLOAT("a number that fits into 32 bits"),
    INTEGER("an integer that fits into 64 bits"),
    OBJECT("an object");

    private final String words;

    FieldType(String words) {
        this.words = words;
    }

    /** The value as String, Boolean, Float, Long or JsonNode; null if it is none. */
    Object decode(JsonNode value) {
        return switch (this) {
            case STRING -> value.textValue();
            case BOOLEAN -> value.isBoolean() ? Boolean.valueOf(value.booleanValue()) : null;
            case FLOAT ->
                value.isNumber() && Float.isFinite(value.floatValue()) ? Float.valueOf(value.floatValue()) : null;
            case INTEGER ->
                value.isIntegralNumber() && value.canConvertToLong() ? Long.valueOf(value.longValue()) : null;
            case OBJECT -> value.isObject() ? value : null;
        };
    }

    /** What is wanted, for a message. */
    String words() {
        return words;
    }
}

package delivery.toxiproxy;

import delivery.toxiproxy.JsonValue.Kind;

/** The type that a field of a request has, with Go's name for it, which its error messages mention. */
record FieldType(Kind kind, String goName) {
    static final FieldType STRING = new FieldType(Kind.STRING, "string");
    static final FieldType BOOL = new FieldType(Kind.BOOL, "bool");
    static final FieldType FLOAT32 = new FieldType(Kind.NUMBER, "float32");
    static final FieldType INT64 = new FieldType(Kind.NUMBER, "int64");
    static final FieldType INT = new FieldType(Kind.NUMBER, "int");

    static FieldType object(String goName) {
        return new FieldType(Kind.OBJECT, goName);
    }

    /**
     * The value as String, Boolean, Float, Long or, for an object, as it is.
     *
     * @throws IllegalArgumentException whose message says what the value is instead
     */
    Object decode(JsonValue value) {
        if (!value.is(kind)) {
            throw new IllegalArgumentException(value.kindName());
        }
        return switch (kind) {
            case STRING -> value.text();
            case BOOL -> Boolean.valueOf(value.text());
            case NUMBER -> equals(FLOAT32) ? (Object) finite(value.text()) : integer(value.text());
            default -> value;
        };
    }

    private static Float finite(String literal) {
        float number = Float.parseFloat(literal);
        if (Float.isInfinite(number)) {
            throw new IllegalArgumentException("number " + literal);
        }
        return number;
    }

    private static Long integer(String literal) {
        try {
            return Long.valueOf(literal);
        } catch (NumberFormatException fractionOrTooLarge) {
            throw new IllegalArgumentException("number " + literal, fractionOrTooLarge);
        }
    }
}

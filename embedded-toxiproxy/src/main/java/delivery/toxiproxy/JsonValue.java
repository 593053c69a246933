package delivery.toxiproxy;

import java.util.List;
import java.util.Locale;

/**
 * A JSON value as it was written: member names keep their order and may repeat, numbers keep their digits.
 *
 * @param text the unescaped string, or the literal of a number or a boolean
 * @param members of an object
 * @param elements of an array
 */
record JsonValue(Kind kind, String text, List<Member> members, List<JsonValue> elements) {
    enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOL,
        NULL
    }

    record Member(String name, JsonValue value) {}

    static JsonValue literal(Kind kind, String text) {
        return new JsonValue(kind, text, List.of(), List.of());
    }

    static JsonValue object(List<Member> members) {
        return new JsonValue(Kind.OBJECT, "", members, List.of());
    }

    static JsonValue array(List<JsonValue> elements) {
        return new JsonValue(Kind.ARRAY, "", List.of(), elements);
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    /** What Go calls this kind of value. */
    String kindName() {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}

package delivery.chaos.form;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * Where in a record something is said: {@code header NAME}, {@code key}, {@code value}, {@code value /JSON/pointer},
 * {@code none}.
 */
public sealed interface FieldPlace {
    /** The last header of a name. */
    record OfHeader(String name) implements FieldPlace {
        @Override
        public String words() {
            return "header " + name;
        }
    }

    /** The key is it. */
    record OfKey() implements FieldPlace {
        @Override
        public String words() {
            return "key";
        }
    }

    /** A JSON Pointer (RFC 6901) into the value. The empty one is the whole value, which then need not be JSON. */
    record OfValue(JsonPointer pointer) implements FieldPlace {
        @Override
        public String words() {
            return ("value " + pointer).strip();
        }

        boolean isWhole() {
            return pointer.matches();
        }
    }

    /** Nowhere. */
    record Nowhere() implements FieldPlace {
        @Override
        public String words() {
            return "none";
        }
    }

    /** As a description writes it. */
    String words();

    /**
     * Reads a place as a description writes it.
     *
     * @throws IllegalArgumentException if it is none
     */
    static FieldPlace of(String words) {
        String[] parts = words.split(" ", 2);
        String detail = parts.length == 2 ? parts[1].strip() : "";
        return switch (parts[0]) {
            case "header" -> new OfHeader(detail);
            case "key" -> new OfKey();
            case "value" -> new OfValue(JsonPointer.compile(detail));
            case "none" -> new Nowhere();
            default -> throw new IllegalArgumentException("'" + words + "' is no place in a record");
        };
    }
}

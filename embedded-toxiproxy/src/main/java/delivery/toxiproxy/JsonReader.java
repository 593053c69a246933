package delivery.toxiproxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.toxiproxy.JsonValue.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the first JSON value of a text, and names what is wrong with it in the words of Go's encoding/json, which
 * Toxiproxy's clients know. No library reports these.
 */
final class JsonReader {
    private static final JsonMapper STRINGS = new JsonMapper();
    private static final int DEEPEST = 1000;
    private static final char END = '\uffff';

    private final String bytes; // one character for each byte, as Go looks at it
    private int at;
    private int depth;

    private JsonReader(byte[] body) {
        bytes = new String(body, StandardCharsets.ISO_8859_1);
    }

    /** @throws ApiException 400 if the text does not begin with a JSON value; whatever follows it is ignored */
    static JsonValue firstValue(byte[] body) throws ApiException {
        JsonReader reader = new JsonReader(body);
        reader.skipSpace();
        if (reader.peek() == END) {
            throw ApiException.badRequestBody("EOF");
        }
        return reader.value();
    }

    private JsonValue value() throws ApiException {
        skipSpace();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> JsonValue.literal(Kind.STRING, string());
            case 't' -> word("true", Kind.BOOL);
            case 'f' -> word("false", Kind.BOOL);
            case 'n' -> word("null", Kind.NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw unexpected("looking for beginning of value");
        };
    }

    private JsonValue object() throws ApiException {
        open();
        List<JsonValue.Member> members = new ArrayList<>();
        skipSpace();
        boolean more = !skip('}');
        while (more) {
            skipSpace();
            if (peek() != '"') {
                throw unexpected("looking for beginning of object key string");
            }
            String name = string();
            skipSpace();
            if (!skip(':')) {
                throw unexpected("after object key");
            }
            members.add(new JsonValue.Member(name, value()));
            more = another('}', "after object key:value pair");
        }
        depth--;
        return JsonValue.object(members);
    }

    private JsonValue array() throws ApiException {
        open();
        List<JsonValue> elements = new ArrayList<>();
        skipSpace();
        boolean more = !skip(']');
        while (more) {
            elements.add(value());
            more = another(']', "after array element");
        }
        depth--;
        return JsonValue.array(elements);
    }

    private void open() throws ApiException {
        at++;
        if (++depth > DEEPEST) {
            throw ApiException.badRequestBody("exceeded max depth");
        }
    }

    private boolean another(char end, String where) throws ApiException {
        skipSpace();
        boolean more = skip(',');
        if (!more && !skip(end)) {
            throw unexpected(where);
        }
        return more;
    }

    private String string() throws ApiException {
        int start = at++;
        while (!skip('"')) {
            if (peek() < ' ' || peek() == END) {
                throw unexpected("in string literal");
            }
            if (skip('\\')) {
                escape();
            } else {
                at++;
            }
        }
        String utf8 =
                new String(bytes.substring(start, at).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        try {
            return STRINGS.readValue(utf8, String.class);
        } catch (JsonProcessingException impossible) {
            throw ApiException.badRequestBody(impossible.getOriginalMessage());
        }
    }

    private void escape() throws ApiException {
        if (skip('u')) {
            for (int digit = 0; digit < 4; digit++, at++) {
                if (Character.digit(peek(), 16) < 0) {
                    throw unexpected("in \\u hexadecimal character escape");
                }
            }
        } else if ("\"\\/bfnrt".indexOf(peek()) >= 0) {
            at++;
        } else {
            throw unexpected("in string escape code");
        }
    }

    private JsonValue word(String word, Kind kind) throws ApiException {
        for (char letter : word.toCharArray()) {
            if (!skip(letter)) {
                throw unexpected("in literal " + word + " (expecting '" + letter + "')");
            }
        }
        return JsonValue.literal(kind, word);
    }

    private JsonValue number() throws ApiException {
        int start = at;
        skip('-');
        if (!skip('0')) {
            digits("in numeric literal");
        }
        if (skip('.')) {
            digits("after decimal point in numeric literal");
        }
        if (skip('e') || skip('E')) {
            at += "+-".indexOf(peek()) >= 0 ? 1 : 0;
            digits("in exponent of numeric literal");
        }
        return JsonValue.literal(Kind.NUMBER, bytes.substring(start, at));
    }

    private void digits(String where) throws ApiException {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw unexpected(where);
        }
    }

    private void skipSpace() {
        while (" \t\r\n".indexOf(peek()) >= 0) {
            at++;
        }
    }

    private boolean skip(char wanted) {
        boolean found = peek() == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private char peek() {
        return at < bytes.length() ? bytes.charAt(at) : END;
    }

    private ApiException unexpected(String where) {
        return ApiException.badRequestBody(
                peek() == END ? "unexpected EOF" : "invalid character " + quoted(peek()) + " " + where);
    }

    private static String quoted(char c) {
        int escaped = "'\\\n\r\t".indexOf(c);
        if (escaped >= 0) {
            return "'\\" + "'\\nrt".charAt(escaped) + "'";
        }
        return c < ' ' || c == 0x7f ? String.format("'\\x%02x'", (int) c) : "'" + c + "'";
    }
}

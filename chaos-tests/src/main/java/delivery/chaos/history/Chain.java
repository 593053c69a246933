package delivery.chaos.history;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Ties every line of a history to those before it: a line's last field {@code chain} is the beginning of the SHA-256 of
 * the digest of the line before and the line without that field. It names the first line that was edited, taken, added
 * or moved. It is no signature: whoever edits can also chain anew, but then the SHA-256 of the file is another one.
 */
final class Chain {
    private static final int HEX_DIGITS = 12;
    private static final String FIELD = ",\"chain\":\"";
    private static final String END = "\"}";
    private static final int SUFFIX = FIELD.length() + HEX_DIGITS + END.length();

    private final MessageDigest sha256 = Sha256.digest();
    private byte[] before = new byte[0];

    /** The next line with its chain. */
    String chained(String json) {
        return json.substring(0, json.length() - 1) + FIELD + next(json) + END;
    }

    /**
     * The next line without its chain.
     *
     * @throws IllegalArgumentException if it has none, or one that does not follow from the lines before
     */
    String unchained(String line) {
        int body = line.length() - SUFFIX;
        if (body < 0 || !line.startsWith(FIELD, body) || !line.endsWith(END)) {
            throw new IllegalArgumentException("not a line of a history: it does not end with its chain");
        }
        String json = line.substring(0, body) + "}";
        String found = line.substring(body + FIELD.length(), line.length() - END.length());
        String expected = next(json);
        if (!found.equals(expected)) {
            throw new IllegalArgumentException(
                    "it was edited, or a line before it was taken, added or moved: its chain is " + found
                            + " and should be " + expected);
        }
        return json;
    }

    private String next(String json) {
        sha256.update(before);
        before = sha256.digest(json.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(before, HEX_DIGITS / 2));
    }
}

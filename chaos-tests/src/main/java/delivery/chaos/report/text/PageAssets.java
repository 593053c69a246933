package delivery.chaos.report.text;

import delivery.chaos.history.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The script and the style of all pages. Their security policy lets no other script run, whatever text they may hold. */
final class PageAssets {
    static final String TEXT = read("page.js");
    static final String SHA256 =
            Base64.getEncoder().encodeToString(Sha256.digest().digest(TEXT.getBytes(StandardCharsets.UTF_8)));
    /** Of all pages; a report of 300 cells has it 300 times, so without the spaces. */
    static final String STYLE = squeezed("style.css");
    /** Of pages that show many cells. */
    static final String OVERVIEW_STYLE = squeezed("overview.css");

    private PageAssets() {}

    private static String squeezed(String css) {
        return read(css).replaceAll("\\s*([{};,])\\s*", "$1").replaceAll("(?<=[a-z]):\\s+", ":");
    }

    private static String read(String name) {
        try (InputStream script = PageAssets.class.getResourceAsStream(name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

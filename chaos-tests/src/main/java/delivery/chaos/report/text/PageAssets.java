package delivery.chaos.report.text;

import delivery.chaos.history.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The scripts and the style of all pages. Their security policy lets no other script run, whatever text they may hold.
 */
final class PageAssets {
    /** Of all pages. */
    static final Script PAGE_SCRIPT = Script.of("page.js");
    /** Of pages with many links. */
    static final Script ARROWS_SCRIPT = Script.of("arrows.js");
    /** Of the page with the matrix. */
    static final Script MATRIX_SCRIPT = Script.of("matrix.js");
    /** Of pages with a timeline. */
    static final Script TIMELINE_SCRIPT = Script.of("timeline.js");
    /** Of the page with the blast radius. */
    static final Script BLAST_RADIUS_SCRIPT = Script.of("blast-radius.js");
    /** Of the page with all runs. */
    static final Script RUNS_SCRIPT = Script.of("runs.js");
    /** Of all pages; a report of 300 cells has it 300 times, so without the spaces. */
    static final String STYLE = squeezed("style.css");
    /** Of pages that show many cells. */
    static final String OVERVIEW_STYLE = squeezed("overview.css");

    private PageAssets() {}

    /**
     * A script that stands in pages, without the comments and the indentation of its source.
     *
     * @param sha256 by which a page's security policy allows it, in Base64
     */
    public record Script(String text, String sha256) {
        private static Script of(String name) {
            String text = read(name).replaceAll("(?m)^ +", "").replaceAll("(?m)^//.*\\R", "");
            byte[] sha256 = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
            return new Script(text, Base64.getEncoder().encodeToString(sha256));
        }
    }

    private static String squeezed(String css) {
        return read(css).replaceAll("\\s*([{};,])\\s*", "$1").replaceAll("(?<=[a-z]):\\s+", ":");
    }

    private static String read(String name) {
        try (InputStream asset = PageAssets.class.getResourceAsStream(name)) {
            return new String(asset.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

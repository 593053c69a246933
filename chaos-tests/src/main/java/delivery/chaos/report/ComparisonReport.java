package delivery.chaos.report;

import delivery.chaos.report.compare.Comparison;
import delivery.chaos.report.text.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Says what changed between two runs: as text for a terminal, and as a page. */
public final class ComparisonReport {
    private final Comparison comparison;
    private final Templates templates = new Templates();

    public ComparisonReport(Comparison comparison) {
        this.comparison = comparison;
    }

    /** The comparison as plain text. */
    public String text() throws IOException {
        return templates.render("compare.txt.ftl", model());
    }

    /**
     * Writes the comparison as a page that needs no other file.
     *
     * @param file replaced if it is there; its directory is created if need be
     */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        templates.write("compare.html.ftlh", model(), file);
    }

    private Map<String, Object> model() {
        return Map.of("comparison", comparison);
    }
}

package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.chaos.history.Sha256;
import delivery.chaos.report.text.Templates;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How to cite something of a report: a cell, a page, a claim.
 *
 * @param id unique within the page, for links and buttons
 * @param text plain text
 * @param markdown for pull requests and design documents
 * @param bibtex an entry of a bibliography
 */
public record Citation(String id, String text, String markdown, String bibtex) {
    /** Characters of the plain text: it is to fit under a figure and into a commit message. */
    static final int LENGTH_MAX = 360;

    /** Writes citations of one run. */
    public static final class CitationWriter {
        private final Templates templates;
        private final Run run;

        public CitationWriter(Templates templates, Run run) {
            this.templates = templates;
            this.run = run;
        }

        /**
         * A citation.
         *
         * @param place the page within the report and the anchor on it; with the run it is the citation's permanent id
         * @param title what is cited
         * @param cells the cells that it rests on
         */
        public Citation of(String id, String place, String title, List<Cell> cells) throws IOException {
            Map<String, Object> model = new HashMap<>();
            model.put("run", run);
            model.put("cells", cells);
            model.put("id", "delivery-semantics:" + run.id() + "/" + place.replace(".html", ""));
            // Plain text first: each format escapes it in its own way.
            model.put("source", templates.render("cite-source.ftl", model).strip());
            model.put("link", place);
            model.put("key", place.replaceAll("[^A-Za-z0-9]+", "-"));
            model.put("title", title);
            model.put("sha256", sha256(cells));
            model.put("brief", false);
            Citation whole = of(id, model);
            if (whole.text().length() <= LENGTH_MAX) {
                return whole;
            }
            model.put("brief", true);
            return of(id, model);
        }

        private Citation of(String id, Map<String, Object> model) throws IOException {
            model.put("finding", templates.render("cite-finding.ftl", model).strip());
            return new Citation(
                    id,
                    templates.render("cite.txt.ftl", model).strip(),
                    templates.render("cite.md.ftl", model).strip(),
                    templates.render("cite.bib.ftl", model).strip());
        }
    }

    /** That of the one cell's evidence, or that of all of theirs, a line each; empty if there is no evidence. */
    static String sha256(List<Cell> cells) {
        List<String> all = cells.stream()
                .map(Cell::evidenceSha256)
                .filter(sha256 -> !sha256.isEmpty())
                .toList();
        return all.size() <= 1 ? String.join("", all) : Sha256.ofDigests(all);
    }
}

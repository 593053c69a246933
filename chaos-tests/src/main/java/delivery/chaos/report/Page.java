package delivery.chaos.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A page of a report, as its navigation names it.
 *
 * @param file relative to the report's directory
 * @param title in a word or two
 */
public record Page(String file, String title) {
    /** That of the atlas, which a run may have without a matrix, and the other way round. */
    public static final Page ATLAS = new Page("atlas.html", "Atlas of protocol steps");

    /** The report of pipelines that count into a database. */
    static final Page OUTSIDE = new Page("outside/index.html", "Outside Kafka");

    /**
     * The pages that every page links to, in their order. A further one is a line here.
     *
     * @param beside those of other parts of the run, as far as there are any
     */
    static List<Page> all(Matrix matrix, List<Page> beside) {
        List<Page> pages = new ArrayList<>();
        pages.add(new Page("index.html", "All modules"));
        matrix.modules().forEach(module -> pages.add(new Page(module + ".html", module)));
        pages.addAll(beside);
        pages.add(new Page("sabotage.html", "Appendix: the judge on trial"));
        return pages;
    }

    /** The page of a cell. */
    static String of(String module, String fault) {
        return module + "/" + fault + ".html";
    }
}

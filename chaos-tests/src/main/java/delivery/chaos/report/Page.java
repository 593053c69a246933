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

    /** The client libraries of the judged programs, if they are of more than one. */
    static final Page CLIENTS = new Page("clients.html", "Clients side by side");

    /** The report of pipelines that count into a database. */
    static final Page OUTSIDE = new Page("outside/index.html", "Outside Kafka");

    /**
     * The pages that every page links to, in their order. A further one is a line here.
     *
     * @param others that other jobs wrote
     */
    static List<Page> all(Matrix matrix, List<Page> others) {
        List<Page> pages = new ArrayList<>();
        pages.add(new Page("index.html", "Overview"));
        matrix.modules().forEach(module -> pages.add(new Page(module + ".html", module)));
        pages.addAll(others);
        pages.add(new Page("claims.html", "Claims and traps"));
        pages.add(new Page("sabotage.html", "Does the checker catch bugs?"));
        return pages;
    }

    /** The page of a cell. */
    static String of(String module, String fault) {
        return module + "/" + fault + ".html";
    }
}

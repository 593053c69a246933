package delivery.chaos.report;

import delivery.chaos.report.text.ReportFiles;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pages that other jobs have written into a report, or not: the overview links to those that are there.
 *
 * @param files of the report
 */
record OtherPages(ReportFiles files) {
    /** What a guarantee costs in time and throughput. */
    static final Page COST = new Page("cost.html", "What a guarantee costs");

    /** What a strike costs in events, with a reader's own settings. */
    static final Page BLAST_RADIUS = new Page("blast-radius.html", "Blast radius");

    boolean has(Page page) {
        return files.has(page.file());
    }

    /** In which scenarios of the atlas a promise was broken, as it is known to be. */
    List<BrokenByKafka> brokenByKafka() throws IOException {
        return BrokenByKafka.in(files);
    }

    /** Those that are there, for the navigation of all pages. */
    List<Page> named() {
        return Stream.of(COST, BLAST_RADIUS, Page.OUTSIDE, Page.ATLAS)
                .filter(this::has)
                .toList();
    }
}

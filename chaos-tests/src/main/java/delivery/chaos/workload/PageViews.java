package delivery.chaos.workload;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ZipfDistribution;
import org.apache.commons.math3.random.Well19937c;

/** The pages of the events, in order: made up, or from a file. */
public sealed interface PageViews {
    /** A cell has no fewer events than this, so that a fault has something to strike at. */
    int MIN_EVENTS = 10_000;

    /** A cell has no more events than this: the brokers of a run keep three copies of each, and its history a line. */
    int MAX_EVENTS = 1_000_000;

    /** The pages viewed, {@value #MIN_EVENTS} or more; the same for the same seed. */
    List<String> pages(long seed);

    /** Views drawn from a Zipf distribution over pages, as on real sites: few pages have most views. */
    record Generated(int events) implements PageViews {
        private static final int PAGES = 1_000;
        private static final double EXPONENT = 1.0;
        /** By rank, from 1 on: each name once, however often it is viewed. */
        private static final List<String> NAMES = IntStream.rangeClosed(0, PAGES)
                .mapToObj(rank -> "/page/" + rank)
                .toList();

        /** As many as a cell has at least. */
        public Generated() {
            this(MIN_EVENTS);
        }

        @Override
        public List<String> pages(long seed) {
            ZipfDistribution ranks = new ZipfDistribution(new Well19937c(seed), PAGES, EXPONENT);
            return IntStream.of(ranks.sample(events)).mapToObj(NAMES::get).toList();
        }
    }

    /** Views from a file, one page a line; a short file is gone through again until there are enough. */
    record FromFile(Path file, List<String> lines, int events) implements PageViews {
        @Override
        public List<String> pages(long seed) {
            return IntStream.range(0, events)
                    .mapToObj(number -> lines.get(number % lines.size()))
                    .toList();
        }
    }

    /**
     * Reads the events from a file: UTF-8 text, a byte order mark before it passed over.
     *
     * @param events how many there are to be; if absent, {@value #MIN_EVENTS} or as many as the file has lines
     * @throws IllegalArgumentException if there is no such file, it cannot be read, is too large, or has only blank
     *     lines; the message says which and what to do
     */
    static PageViews fromFile(Path file, OptionalInt events) {
        List<String> lines = PagesFile.read(file);
        return new FromFile(file, lines, events.orElse(Math.max(MIN_EVENTS, lines.size())));
    }
}

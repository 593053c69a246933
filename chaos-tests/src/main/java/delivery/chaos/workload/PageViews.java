package delivery.chaos.workload;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ZipfDistribution;
import org.apache.commons.math3.random.Well19937c;

/** The pages of the events, in order: made up, or from a file. */
public sealed interface PageViews {
    /** A cell has no fewer events than this, so that a fault has something to strike at. */
    int MIN_EVENTS = 10_000;

    /** The pages viewed, {@value #MIN_EVENTS} or more; the same for the same seed. */
    List<String> pages(long seed);

    /** Views drawn from a Zipf distribution over pages, as on real sites: few pages have most views. */
    record Generated() implements PageViews {
        private static final int PAGES = 1_000;
        private static final double EXPONENT = 1.0;

        @Override
        public List<String> pages(long seed) {
            ZipfDistribution ranks = new ZipfDistribution(new Well19937c(seed), PAGES, EXPONENT);
            return IntStream.of(ranks.sample(MIN_EVENTS))
                    .mapToObj(rank -> "/page/" + rank)
                    .toList();
        }
    }

    /** Views from a file, one page a line; a short file is gone through again until there are enough. */
    record FromFile(Path file, List<String> lines) implements PageViews {
        @Override
        public List<String> pages(long seed) {
            List<String> pages = new ArrayList<>(lines);
            for (int i = 0; pages.size() < MIN_EVENTS; i++) {
                pages.add(lines.get(i % lines.size()));
            }
            return pages;
        }
    }

    /**
     * Reads the events from a file.
     *
     * @throws IllegalArgumentException if there is no such file, it cannot be read as UTF-8 text, or has only blank lines;
     *     the message says which and what to do
     */
    static PageViews fromFile(Path file) {
        String remedy = "; give -Dchaos.events a text file with one page path a line";
        try {
            List<String> lines = Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
            if (lines.isEmpty()) {
                throw new IllegalArgumentException("the events file " + file + " is empty" + remedy);
            }
            return new FromFile(file, lines);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("the events file " + file + " does not exist" + remedy, missing);
        } catch (MalformedInputException binary) {
            throw new IllegalArgumentException("the events file " + file + " is not UTF-8 text" + remedy, binary);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "the events file " + file + " cannot be read (" + unreadable + ")" + remedy, unreadable);
        }
    }
}

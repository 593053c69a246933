package delivery.chaos.report.timeline;

import org.apache.batik.svggen.SVGIDGenerator;

/** Ids that are unique within a page of several pictures, and the same each time. */
final class Ids extends SVGIDGenerator {
    private final String prefix;
    private int last;

    Ids(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public String generateID(String kind) {
        return prefix + "-" + ++last;
    }
}

package delivery.chaos.report.timeline;

import delivery.chaos.report.timeline.Timeline.Span;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.w3c.dom.Comment;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Draws a timeline as an SVG element to stand in a page, with a title and a description for those who do not see it. */
public final class TimelinePicture {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final int WIDTH = 960;
    private static final int CURVES_HEIGHT = 250;
    private static final int LANE_HEIGHT = 24;
    private static final int AXIS_HEIGHT = 56;

    private TimelinePicture() {}

    /**
     * The picture.
     *
     * @param id prefix of the ids in it, unique within the page
     * @return markup: an {@code svg} element
     * @throws IOException if it cannot be drawn: the message says why
     */
    public static String svg(Timeline timeline, String id) throws IOException {
        try {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
            // A pixel of the picture; more is weight.
            context.setPrecision(0);
            context.setComment("");
            context.setStyleHandler(new InkClasses());
            context.setIDGenerator(new Ids(id));
            SVGGraphics2D graphics = new SVGGraphics2D(context, false);
            Lanes lanes = new Lanes(timeline);
            int height = (timeline.hasCurves() ? CURVES_HEIGHT : 0) + lanes.count() * LANE_HEIGHT + AXIS_HEIGHT;
            chart(timeline, lanes).draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
            return write(graphics, timeline, id, height);
        } catch (ParserConfigurationException | RuntimeException | LinkageError wrong) {
            // A JDK without fonts fails in here; the page says so, and has the numbers all the same.
            throw new IOException("the timeline cannot be drawn: " + wrong, wrong);
        }
    }

    private static JFreeChart chart(Timeline timeline, Lanes lanes) {
        CombinedDomainXYPlot plot = new CombinedDomainXYPlot(Axes.time(timeline));
        plot.setGap(6);
        if (timeline.hasCurves()) {
            plot.add(Curves.plot(timeline), CURVES_HEIGHT);
        }
        plot.add(lanes.plot(), lanes.count() * LANE_HEIGHT);
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(4, 0, 0, 8));
        return chart;
    }

    private static String write(SVGGraphics2D graphics, Timeline timeline, String id, int height) throws IOException {
        Element root = graphics.getRoot();
        root.setAttribute("viewBox", "0 0 " + WIDTH + " " + height);
        root.setAttribute("role", "img");
        root.setAttribute("aria-labelledby", id + "-title " + id + "-desc");
        root.setAttribute("class", "timeline");
        root.insertBefore(text(root, "desc", id + "-desc", described(timeline)), root.getFirstChild());
        root.insertBefore(text(root, "title", id + "-title", "What happened when"), root.getFirstChild());
        root.removeAttribute("width");
        root.removeAttribute("height");
        dropUnused(root);
        StringWriter out = new StringWriter();
        graphics.stream(root, out, false, false);
        // Batik breaks lines within tags.
        return out.toString().replaceAll("\\n\\s*(?=/?>)", "").strip();
    }

    /** Removes what no browser needs: 300 of these pictures make a report. */
    private static void dropUnused(Element element) {
        element.removeAttribute("xml:space");
        if (element.getNodeName().equals("text")) {
            element.removeAttribute("stroke");
        } else if (element.getNodeName().equals("line")) {
            element.removeAttribute("fill");
        } else if (element.getNodeName().equals("path")) {
            element.setAttribute("d", PathData.compact(element.getAttribute("d")));
        }
        for (Node child = element.getFirstChild(); child != null; ) {
            Node next = child.getNextSibling();
            if (child instanceof Comment || child.getNodeName().equals("defs")) {
                element.removeChild(child);
            } else if (child instanceof Element inner) {
                dropUnused(inner);
                if (inner.getNodeName().equals("g") && !inner.hasChildNodes()) {
                    element.removeChild(inner);
                }
            }
            child = next;
        }
    }

    private static Element text(Element root, String tag, String id, String content) {
        Element element = root.getOwnerDocument().createElementNS(SVG, tag);
        element.setAttribute("id", id);
        element.setTextContent(content);
        return element;
    }

    /** The same in words. */
    static String described(Timeline timeline) {
        String faults = timeline.faults().stream()
                .map(fault -> "fault " + fault.number() + " from " + seconds(fault.atMs()) + " to "
                        + seconds(fault.healedAtMs()))
                .collect(Collectors.joining(", "));
        String processes = timeline.processes().stream()
                .map(span -> span.process() + " " + span.state() + " from " + seconds(span.fromMs()))
                .collect(Collectors.joining(", "));
        return String.join(
                ". ",
                "From " + seconds(timeline.beginMs()) + " to " + seconds(timeline.endMs()) + " seconds",
                processes,
                faults.isEmpty() ? "No fault" : faults,
                events(timeline.lost()) + " lost, " + events(timeline.duplicated())
                        + " duplicated where the wire tells");
    }

    private static String events(List<Timeline.Mark> marks) {
        long events = marks.stream().mapToLong(Timeline.Mark::events).sum();
        return events + (events == 1 ? " event" : " events");
    }

    static String seconds(long ms) {
        return String.format(Locale.ROOT, "%.2f", ms / 1000.0);
    }

    /** Whether a process is there in this span and does something. */
    static boolean isRunning(Span span) {
        return span.state().equals("running");
    }
}

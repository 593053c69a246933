package delivery.chaos.report.timeline;

import java.awt.BasicStroke;
import java.awt.Font;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;

/** How the axes of a timeline look. */
final class Axes {
    static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    private Axes() {}

    /** Seconds, a little more than what is shown. */
    static NumberAxis time(Timeline timeline) {
        NumberAxis axis = new NumberAxis("seconds since the scenario began");
        double margin = Math.max(50, (timeline.endMs() - timeline.beginMs()) / 50.0);
        axis.setRange(Math.max(0, timeline.beginMs() - margin) / 1000, (timeline.endMs() + margin) / 1000);
        return styled(axis);
    }

    static NumberAxis totals() {
        NumberAxis axis = new NumberAxis();
        axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
        axis.setNumberFormatOverride(new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        return styled(axis);
    }

    static <A extends ValueAxis> A styled(A axis) {
        axis.setLabelFont(FONT);
        axis.setTickLabelFont(FONT);
        axis.setLabelPaint(Ink.QUIET.color());
        axis.setTickLabelPaint(Ink.QUIET.color());
        axis.setTickMarksVisible(false);
        // Wide apart: few numbers are read sooner.
        axis.setTickLabelInsets(new RectangleInsets(7, 9, 7, 9));
        axis.setAxisLinePaint(Ink.RULE.color());
        return axis;
    }

    /** The faults as bands behind a plot; those that struck for a moment as lines. */
    static void markFaults(XYPlot plot, Timeline timeline) {
        timeline.faults().forEach(fault -> {
            IntervalMarker band = new IntervalMarker(fault.atMs() / 1000.0, fault.healedAtMs() / 1000.0);
            band.setPaint(Ink.FAULT.color());
            band.setOutlinePaint(Ink.FAULT.color());
            band.setOutlineStroke(new BasicStroke(1));
            band.setAlpha(1);
            plot.addDomainMarker(band, Layer.BACKGROUND);
        });
    }

    static XYPlot bare(XYPlot plot) {
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Ink.RULE.color());
        plot.setRangeGridlineStroke(new BasicStroke(0.6f));
        return plot;
    }
}

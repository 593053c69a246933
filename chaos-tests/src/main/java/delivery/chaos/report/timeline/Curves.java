package delivery.chaos.report.timeline;

import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.report.timeline.Timeline.Mark;
import delivery.chaos.report.timeline.Timeline.Point;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.util.List;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.chart.util.ShapeUtils;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The upper part of a timeline: totals by time, and what was lost and duplicated where it lies on them. */
final class Curves {
    /** More steps than these cannot be told apart in print. */
    private static final int STEPS_MAX = 100;

    private static final float[] DOTTED = {1, 3};
    private static final float[] DASHED = {6, 3};
    private static final Shape CROSS = ShapeUtils.createDiagonalCross(6, 1.2f);
    private static final Shape DIAMOND = ShapeUtils.createDiamond(6);

    private final XYSeriesCollection series = new XYSeriesCollection();
    private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);

    private Curves() {}

    static XYPlot plot(Timeline timeline) {
        Curves curves = new Curves();
        curves.renderer.setDrawSeriesLineAsPath(true);
        curves.line(
                "fetched",
                timeline.fetched(),
                timeline.endMs(),
                Ink.FETCHED,
                new BasicStroke(1.2f, 0, 0, 1, DOTTED, 0));
        curves.line("effects", timeline.effects(), timeline.endMs(), Ink.EFFECTS, new BasicStroke(1.8f));
        curves.line(
                "committed",
                timeline.committed(),
                timeline.endMs(),
                Ink.COMMITTED,
                new BasicStroke(1.6f, 0, 0, 1, DASHED, 0));
        curves.marks("lost", timeline.lost(), Ink.LOST, CROSS);
        curves.marks("duplicated", timeline.duplicated(), Ink.DUPLICATED, DIAMOND);
        XYPlot plot = new XYPlot(curves.series, null, Axes.totals(), curves.renderer);
        plot.getRangeAxis().setUpperMargin(0.1);
        Axes.markFaults(plot, timeline);
        timeline.faults().forEach(fault -> plot.addAnnotation(number(fault, plot)));
        return Axes.bare(plot);
    }

    private static XYTextAnnotation number(Firing fault, XYPlot plot) {
        double top = plot.getRangeAxis().getRange().getUpperBound();
        XYTextAnnotation number = new XYTextAnnotation(" " + fault.number(), fault.atMs() / 1000.0, top);
        number.setFont(Axes.FONT);
        number.setPaint(Ink.FAULT.color());
        number.setTextAnchor(TextAnchor.TOP_LEFT);
        return number;
    }

    private void line(String name, List<Point> points, long endMs, Ink ink, BasicStroke stroke) {
        XYSeries line = new XYSeries(name, false, true);
        int stride = Math.max(1, points.size() / STEPS_MAX);
        Point before = null;
        for (int at = 0; at < points.size(); at++) {
            if (at % stride != 0 && at < points.size() - 1) {
                continue;
            }
            Point point = points.get(at);
            line.add(point.atMs() / 1000.0, before == null ? 0 : before.total());
            line.add(point.atMs() / 1000.0, point.total());
            before = point;
        }
        if (before != null) {
            line.add(endMs / 1000.0, before.total());
        }
        add(line, ink);
        renderer.setSeriesStroke(series.getSeriesCount() - 1, stroke);
    }

    private void marks(String name, List<Mark> marks, Ink ink, Shape shape) {
        XYSeries points = new XYSeries(name, false, true);
        int stride = Math.max(1, marks.size() / STEPS_MAX);
        for (int at = 0; at < marks.size(); at += stride) {
            points.add(marks.get(at).atMs() / 1000.0, marks.get(at).total());
        }
        add(points, ink);
        int index = series.getSeriesCount() - 1;
        renderer.setSeriesLinesVisible(index, false);
        renderer.setSeriesShapesVisible(index, true);
        renderer.setSeriesShape(index, shape);
    }

    private void add(XYSeries one, Ink ink) {
        series.addSeries(one);
        renderer.setSeriesPaint(series.getSeriesCount() - 1, ink.color());
    }
}

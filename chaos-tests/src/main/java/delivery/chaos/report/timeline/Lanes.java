package delivery.chaos.report.timeline;

import delivery.chaos.report.timeline.Timeline.Span;
import delivery.chaos.report.timeline.Timeline.Tick;
import java.awt.BasicStroke;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.annotations.XYShapeAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeriesCollection;

/** The lower part of a timeline: a lane for every kind of request and every process. */
final class Lanes {
    private static final double BAR_HALF = 0.26;
    private static final double TICK_HALF = 0.28;
    /** Ticks that would fall on one pixel are one. */
    private static final int TICKS_MAX = 400;

    private final Timeline timeline;
    private final List<String> names;

    Lanes(Timeline timeline) {
        this.timeline = timeline;
        Set<String> all = new LinkedHashSet<>();
        timeline.processes().stream().map(Span::process).forEach(all::add);
        Stream.of("commit", "Produce")
                .filter(lane -> timeline.requests().stream()
                        .anyMatch(tick -> tick.lane().equals(lane)))
                .forEach(all::add);
        names = new ArrayList<>(all);
    }

    int count() {
        return Math.max(1, names.size());
    }

    XYPlot plot() {
        SymbolAxis axis = Axes.styled(new SymbolAxis(null, names.toArray(new String[0])));
        axis.setGridBandsVisible(false);
        axis.setRange(-0.5, count() - 0.5);
        XYPlot plot = new XYPlot(new XYSeriesCollection(), null, axis, new XYLineAndShapeRenderer());
        Axes.markFaults(plot, timeline);
        timeline.processes().forEach(span -> bar(plot, span));
        for (String lane : names) {
            ticks(plot, lane, true, Ink.TEXT);
            ticks(plot, lane, false, Ink.LOST);
        }
        Axes.bare(plot);
        plot.setRangeGridlinesVisible(false);
        return plot;
    }

    private void bar(XYPlot plot, Span span) {
        int lane = names.indexOf(span.process());
        double from = Math.max(span.fromMs(), timeline.beginMs()) / 1000.0;
        if (TimelinePicture.isRunning(span)) {
            plot.getRenderer()
                    .addAnnotation(new XYBoxAnnotation(
                            from,
                            lane - BAR_HALF,
                            span.toMs() / 1000.0,
                            lane + BAR_HALF,
                            null,
                            null,
                            Ink.RUNNING.color()));
            return;
        }
        boolean last = span.fromMs() >= timeline.endMs();
        XYTextAnnotation state = new XYTextAnnotation(last ? span.state() + " " : " " + span.state(), from, lane);
        state.setFont(Axes.FONT);
        state.setPaint(Ink.STOPPED.color());
        state.setTextAnchor(last ? TextAnchor.CENTER_RIGHT : TextAnchor.CENTER_LEFT);
        plot.addAnnotation(state);
    }

    /** All ticks of a lane as one path: answered ones as strokes, the others as crosses. */
    private void ticks(XYPlot plot, String lane, boolean answered, Ink ink) {
        double at = names.indexOf(lane);
        double pixelMs = Math.max(1, (timeline.endMs() - timeline.beginMs()) / (double) TICKS_MAX);
        Set<Long> seen = new TreeSet<>();
        Path2D path = new Path2D.Double();
        for (Tick tick : timeline.requests()) {
            if (tick.lane().equals(lane)
                    && tick.answered() == answered
                    && seen.add(Math.round(tick.atMs() / pixelMs))) {
                double x = tick.atMs() / 1000.0;
                double slant = answered ? 0 : 2 * pixelMs / 1000.0;
                stroke(path, x - slant, x + slant, at);
                if (!answered) {
                    stroke(path, x + slant, x - slant, at);
                }
            }
        }
        if (!seen.isEmpty()) {
            plot.addAnnotation(new XYShapeAnnotation(path, new BasicStroke(answered ? 1f : 2f), ink.color()));
        }
    }

    private static void stroke(Path2D path, double fromX, double toX, double lane) {
        path.moveTo(fromX, lane - TICK_HALF);
        path.lineTo(toX, lane + TICK_HALF);
    }
}

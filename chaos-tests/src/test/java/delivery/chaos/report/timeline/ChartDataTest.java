package delivery.chaos.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.report.timeline.Timeline.Lane;
import delivery.chaos.report.timeline.Timeline.Mark;
import delivery.chaos.report.timeline.Timeline.Point;
import delivery.chaos.report.timeline.Timeline.Span;
import delivery.chaos.report.timeline.Timeline.StrikeInterval;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChartDataTest {
    private static final long END_MS = 100_000;

    private static Timeline timeline(String what, LongStream momentsMs) {
        List<Long> all = momentsMs.boxed().toList();
        List<Point> points = all.stream().map(atMs -> new Point(atMs, 2 * atMs)).toList();
        return new Timeline(
                0,
                END_MS,
                points,
                points,
                points,
                List.of(new StrikeInterval(1, 500, 600, what)),
                List.of(new Span("pipeline", "running", 0, END_MS)),
                List.of(new Lane("Produce", all, List.of(all.get(0)))),
                all.stream().map(atMs -> new Mark(atMs, 2 * atMs, 1)).toList(),
                List.of());
    }

    @Test
    void hasNoMorePointsThanAChartHasPixels() {
        Timeline thinned = ChartData.thinned(timeline("", LongStream.rangeClosed(0, END_MS)));

        assertThat(thinned.effects()).hasSizeBetween(200, 300).endsWith(new Point(END_MS, 2 * END_MS));
        assertThat(thinned.requests().get(0).answeredMs())
                .hasSizeBetween(400, 500)
                .startsWith(0L);
        assertThat(ChartData.json(timeline("", LongStream.rangeClosed(0, END_MS))))
                .hasSizeLessThan(30_000);
    }

    @Test
    void countsEveryLostEventAlsoWhereMarksWouldLieOnEachOther() {
        Timeline thinned = ChartData.thinned(timeline("", LongStream.rangeClosed(0, END_MS)));

        assertThat(thinned.lost()).hasSizeLessThan(300);
        assertThat(thinned.lost().stream().mapToLong(Mark::events).sum()).isEqualTo(END_MS + 1);
    }

    @Test
    void leavesAShortTimelineAsItIs() {
        Timeline all = timeline("", LongStream.of(0, 1_000, 50_000));

        assertThat(ChartData.thinned(all)).isEqualTo(all);
    }

    @Test
    void isShortJson() {
        assertThat(ChartData.json(timeline("it \"fired\"", LongStream.of(1_000))))
                .isEqualTo("""
                {"beginMs":0,"endMs":100000,"fetched":[[1000,2000]],"effects":[[1000,2000]],"committed":[[1000,2000]],\
                "faults":[[1,500,600,"it \\"fired\\""]],"processes":[["pipeline","running",0,100000]],\
                "requests":[["Produce",[1000],[1000]]],"lost":[[1000,2000,1]],"duplicated":[]}""");
    }

    @Test
    void cannotEndTheScriptElementThatItStandsIn() {
        assertThat(ChartData.json(timeline("</script><!--<script>", LongStream.of(7))))
                .doesNotContain("<")
                .contains("\\u003c/script>\\u003c!--\\u003cscript>");
    }
}

package delivery.chaos.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathDataTest {
    @Test
    void saysStepsRelativeToEachOther() {
        assertThat(PathData.compact("M166 249 L166 247 L174 247 L180 240")).isEqualTo("M166 249v-2h8l6 -7");
    }

    @Test
    void keepsGapsAndClosedShapes() {
        assertThat(PathData.compact("M163 297 L163 284 M171 297 L171 284")).isEqualTo("M163 297v-13m8 13v-13");
        assertThat(PathData.compact("M0 0 L2 0 L2 2 Z M5 5 L6 5 Z")).isEqualTo("M0 0h2v2ZM5 5h1Z");
    }

    @Test
    void leavesOutStepsThatGoNowhere() {
        assertThat(PathData.compact("M1 1 L1 1 L2 1")).isEqualTo("M1 1h1");
    }

    @Test
    void leavesCurvesAndFractionsAsTheyAre() {
        assertThat(PathData.compact("M1 1 Q2 2 3 3")).isEqualTo("M1 1 Q2 2 3 3");
        assertThat(PathData.compact("M1.5 1 L2 2")).isEqualTo("M1.5 1 L2 2");
    }
}

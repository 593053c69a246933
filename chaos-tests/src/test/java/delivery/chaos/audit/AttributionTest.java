package delivery.chaos.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import delivery.chaos.audit.table.EventTable;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.Range;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was found counts as a fault's doing only if it was in flight when the fault fired. */
class AttributionTest {
    private static final int EVENTS = 10;

    private final EventTable events = new EventTable();

    /** Events 0 to 9 at offsets 0 to 9 of partition 0, events 10 to 19 likewise of partition 1. */
    @BeforeEach
    void addEvents() {
        for (int event = 0; event < 2 * EVENTS; event++) {
            events.add("e-" + event, 0, event / EVENTS, event % EVENTS);
        }
    }

    private static Firing firing(Range... inFlight) {
        return new Firing(1, 0, 0, null, List.of(inFlight), Map.of(), "it struck", Map.of("correlationId", 1));
    }

    private Attribution attribution(int[] found, Firing... firings) {
        BitSet numbers = new BitSet();
        Arrays.stream(found).forEach(numbers::set);
        return Attribution.of(numbers, events, List.of(firings));
    }

    @Test
    void countsTheFirstAndTheLastEventInFlightAndNoneBesideThem() {
        assertThat(attribution(new int[] {2, 3, 5, 6}, firing(new Range(0, 3, 5))))
                .isEqualTo(new Attribution(2, 1));
    }

    @Test
    void doesNotCountAnEventAtTheSameOffsetOfAnotherPartition() {
        assertThat(attribution(new int[] {14}, firing(new Range(0, 3, 5)))).isEqualTo(Attribution.NONE);
        assertThat(attribution(new int[] {14}, firing(new Range(0, 3, 5), new Range(1, 4, 4))))
                .isEqualTo(new Attribution(1, 1));
    }

    @Test
    void countsAnEventOnceThatWasInFlightAtTwoFirings() {
        assertThat(attribution(new int[] {4}, firing(new Range(0, 3, 5)), firing(new Range(0, 4, 8))))
                .isEqualTo(new Attribution(1, 2));
    }

    @Test
    void doesNotCountAFiringAtWhichNothingFoundWasInFlight() {
        assertThat(attribution(new int[] {4, 15}, firing(new Range(0, 3, 5)), firing(new Range(0, 6, 8))))
                .isEqualTo(new Attribution(1, 1));
        assertThat(attribution(new int[] {}, firing(new Range(0, 0, 9)))).isEqualTo(Attribution.NONE);
    }

    @Test
    void ofSeveralRunsIsTheSum() {
        assertThat(new Attribution(250, 1).plus(new Attribution(500, 2))).isEqualTo(new Attribution(750, 3));
    }

    @Test
    void aFaultsRateIsPerFiringAndNotPerEvent() {
        FaultRate rate = FaultRate.of(500, new Attribution(500, 2), 4);

        assertThat(rate.firings()).isEqualTo(4);
        assertThat(rate.shown()).isEqualTo(2);
        assertThat(rate.perFiring()).isEqualTo(125);
        assertThat(rate.share()).isEqualTo(0.5);
        // Clopper and Pearson for 2 of 4.
        assertThat(rate.lowShare()).isCloseTo(0.0676, within(0.0001));
        assertThat(rate.highShare()).isCloseTo(0.9324, within(0.0001));
    }
}

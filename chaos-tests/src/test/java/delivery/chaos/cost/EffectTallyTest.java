package delivery.chaos.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.report.blast.BlowYield;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectTallyTest {
    private static final List<Long> STRIKES = List.of(1_000L, 2_000L);

    private final EffectTally tally = new EffectTally(new long[6], new ArrayList<>(), 2);

    /** Events 0, 2, 4 are in one partition, 1, 3, 5 in the other. */
    private void effects(long... appendedMs) {
        for (int event = 0; event < appendedMs.length; event++) {
            if (appendedMs[event] > 0) {
                tally.note(event, appendedMs[event]);
            }
        }
    }

    @Test
    void findsNothingWhereEveryEventHasOneEffect() {
        effects(10, 20, 1_100, 1_200, 2_100, 2_200);

        assertThat(tally.yields(STRIKES)).containsExactly(new BlowYield(0, 0, 0), new BlowYield(1_000, 0, 0));
    }

    @Test
    void chargesAFurtherEffectToTheStrikeBeforeIt() {
        effects(10, 20, 1_100, 1_200, 2_100, 2_200);
        tally.note(1, 1_050);
        tally.note(2, 2_050);
        tally.note(3, 2_060);

        assertThat(tally.yields(STRIKES)).containsExactly(new BlowYield(0, 0, 1), new BlowYield(1_000, 0, 2));
    }

    @Test
    void chargesALostEventToTheStrikeBeforeTheNextEffectOfItsPartition() {
        effects(10, 0, 1_100, 1_200, 2_100, 0);

        assertThat(tally.yields(STRIKES)).containsExactly(new BlowYield(0, 1, 0), new BlowYield(1_000, 1, 0));
    }

    @Test
    void blamesNoStrikeForWhatWentWrongBeforeAny() {
        effects(10, 20, 1_100, 1_200, 2_100, 2_200);
        tally.note(0, 500);

        assertThatThrownBy(() -> tally.yields(STRIKES)).hasMessageContaining("before the first strike");
    }
}

package delivery.chaos.testbed;

import static delivery.contract.Anomaly.ABORTED_READ;
import static delivery.contract.Anomaly.DUPLICATED;
import static delivery.contract.Anomaly.LOST;
import static delivery.contract.Anomaly.MISCOUNTED;
import static delivery.contract.Anomaly.REORDERED;
import static delivery.contract.Anomaly.TORN;
import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.Anomaly;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AtRiskTest {
    private static final Set<String> NONE = Set.of();
    private static final Set<String> EVENT = Set.of("e-1");

    private static AtRisk when(Set<String> inLog, Set<String> undecided, Set<String> committed, Set<String> sent) {
        return new AtRisk(() -> new AtRisk.Standing(inLog, undecided, committed, sent));
    }

    @Test
    void anEffectWhoseAcknowledgementWasLostMayComeTwice() throws Exception {
        assertThat(when(EVENT, NONE, NONE, EVENT).unanswered(EVENT).events())
                .isEqualTo(Map.of(DUPLICATED, EVENT, MISCOUNTED, EVENT, REORDERED, EVENT));
    }

    @Test
    void anEffectThatNeverReachedTheLogMayBeLost() throws Exception {
        assertThat(when(NONE, NONE, NONE, EVENT).unanswered(EVENT).events())
                .isEqualTo(Map.of(LOST, EVENT, MISCOUNTED, EVENT, REORDERED, EVENT));
    }

    @Test
    void whoGoesOnWithoutACommitDoesTwiceWhatItSentBeforeOrSendsNext() throws Exception {
        for (Set<String> inLog : List.of(EVENT, NONE)) {
            assertThat(when(inLog, NONE, NONE, inLog).commitUnanswered(EVENT).events())
                    .isEqualTo(Map.of(DUPLICATED, EVENT, MISCOUNTED, EVENT, REORDERED, EVENT));
        }
        assertThat(when(EVENT, NONE, EVENT, EVENT).commitUnanswered(EVENT).events())
                .isEmpty();
    }

    @Test
    void aPipelineThatDiesBetweenEffectAndCommitMayDoItTwice() throws Exception {
        assertThat(when(EVENT, NONE, NONE, EVENT).takenUpAgain(EVENT).events())
                .isEqualTo(Map.of(DUPLICATED, EVENT, MISCOUNTED, EVENT, REORDERED, EVENT));
    }

    @Test
    void aPipelineThatDiesBetweenCommitAndEffectMayLeaveItOut() throws Exception {
        assertThat(when(NONE, NONE, EVENT, NONE).takenUpAgain(EVENT).events())
                .isEqualTo(Map.of(LOST, EVENT, MISCOUNTED, EVENT));
    }

    @Test
    void aPipelineThatDiesBeforeItHasBegunMayDoNothingWrong() throws Exception {
        assertThat(when(NONE, NONE, NONE, NONE).takenUpAgain(EVENT).events()).isEmpty();
    }

    @Test
    void aPipelineThatDiesWhenAllIsDoneMayDoNothingWrong() throws Exception {
        assertThat(when(EVENT, NONE, EVENT, EVENT).takenUpAgain(EVENT).events()).isEmpty();
    }

    /** Whatever the log shows: it is that replica's. */
    @Test
    void anEffectOnOneReplicaIsLostWithIt() throws Exception {
        assertThat(when(EVENT, NONE, EVENT, EVENT).mayBeLost(EVENT).events())
                .isEqualTo(Map.of(LOST, EVENT, MISCOUNTED, EVENT));
    }

    @Test
    void whatNobodyHasDoneComesAfterItsSuccessorsWhenTheFirstGoesOn() throws Exception {
        for (Set<String> committed : List.of(EVENT, NONE)) {
            assertThat(when(NONE, NONE, committed, EVENT)
                            .doneByAnother(EVENT, committed)
                            .events())
                    .isEqualTo(Map.of(REORDERED, EVENT));
        }
    }

    @Test
    void anEffectOfWhichAPausedReplicaMayKnowMayComeTwice() throws Exception {
        assertThat(when(NONE, NONE, NONE, EVENT).mayComeTwice(EVENT).events())
                .isEqualTo(Map.of(DUPLICATED, EVENT, MISCOUNTED, EVENT, REORDERED, EVENT));
    }

    @Test
    void anUndecidedTransactionMayShowEverything() throws Exception {
        assertThat(when(EVENT, EVENT, NONE, EVENT).takenUpAgain(EVENT).events().keySet())
                .containsExactlyInAnyOrder(LOST, DUPLICATED, MISCOUNTED, REORDERED, ABORTED_READ, TORN);
    }

    @Test
    void whatAnotherHasDoneMayComeTwiceUnlessTheFirstKnewThatItWasDone() throws Exception {
        assertThat(when(EVENT, NONE, EVENT, EVENT).doneByAnother(EVENT, NONE).events())
                .isEqualTo(Map.of(DUPLICATED, EVENT, MISCOUNTED, EVENT, REORDERED, EVENT));
        assertThat(when(EVENT, NONE, EVENT, EVENT).doneByAnother(EVENT, EVENT).events())
                .isEqualTo(Map.<Anomaly, Set<String>>of());
    }
}

package delivery.chaos.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.testbed.ScenarioTopics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class StepNamesTest {
    private static final ScenarioTopics TOPICS =
            new ScenarioTopics("in", new Uuid(1, 1), "out", new Uuid(2, 2), List.of(), 1);

    private final StepNames names = new StepNames(TOPICS, 30);

    private static Map<String, Object> partition(String name, Object said) {
        return Map.of("partitions", Map.of(name, said));
    }

    @Test
    void aStepIsCalledAsItsApiKey() {
        assertThat(names.step(ApiKeys.TXN_OFFSET_COMMIT, Map.of())).isEqualTo("txn-offset-commit");
        assertThat(names.step(ApiKeys.INIT_PRODUCER_ID, Map.of())).isEqualTo("init-producer-id");
    }

    @Test
    void theTwoCoordinatorsAreToldApart() {
        assertThat(names.step(ApiKeys.FIND_COORDINATOR, Map.of("of", "GROUP"))).isEqualTo("find-coordinator-group");
        assertThat(names.step(ApiKeys.FIND_COORDINATOR, Map.of("of", "TRANSACTION")))
                .isEqualTo("find-coordinator-transaction");
    }

    @Test
    void aTitleSaysTheVersionAndWhichOfTwoItIs() {
        assertThat(step("end-txn", ApiKeys.END_TXN).title()).isEqualTo("EndTxn v5");
        assertThat(step("find-coordinator-group", ApiKeys.FIND_COORDINATOR).title())
                .isEqualTo("FindCoordinator v5 (group)");
    }

    private static CycleStep step(String name, ApiKeys apiKey) {
        return new CycleStep(Phase.CYCLE, name, apiKey, (short) 5, CycleStep.Party.COORDINATOR);
    }

    @Test
    void whatDoesNotConcernInputAndOutputIsToldApart() {
        assertThat(names.step(ApiKeys.FETCH, partition("in-0", 60L))).isEqualTo("fetch");
        assertThat(names.step(ApiKeys.FETCH, partition("out-0", 60L))).isEqualTo("fetch-back");
        assertThat(names.step(ApiKeys.PRODUCE, partition("out-0", Map.of()))).isEqualTo("produce");
        assertThat(names.step(ApiKeys.PRODUCE, partition("changelog-0", Map.of())))
                .isEqualTo("produce-elsewhere");
    }

    @Test
    void aFetchSessionThatNamesNoPartitionGoesOnFetching() {
        assertThat(names.step(ApiKeys.FETCH, Map.of())).isEqualTo("fetch");
    }

    @Test
    void topicsAreKnownByTheirIdsToo() {
        assertThat(names.step(ApiKeys.FETCH, partition(new Uuid(1, 1) + "-0", 60L)))
                .isEqualTo("fetch");
    }

    @Test
    void aFetchIsAboutTheBatchThatBeginsAtItsOffset() {
        assertThat(names.batch(ApiKeys.FETCH, partition("in-0", 60L))).hasValue(3);
    }

    @Test
    void aCommitIsAboutTheBatchThatEndsBeforeItsOffset() {
        assertThat(names.batch(ApiKeys.OFFSET_COMMIT, partition("in-0", 90L))).hasValue(3);
        assertThat(names.batch(ApiKeys.TXN_OFFSET_COMMIT, partition("in-0", 90L)))
                .hasValue(3);
    }

    @Test
    void aProduceIsAboutTheBatchOfItsLastEvent() {
        assertThat(names.batch(ApiKeys.PRODUCE, partition("out-0", Map.of("lastEvent", "1f-000089"))))
                .hasValue(3);
    }

    @Test
    void anEndTxnDoesNotSayWhatItIsAbout() {
        assertThat(names.batch(ApiKeys.END_TXN, Map.of("committed", true))).isEmpty();
    }

    @Test
    void aFetchWithoutBytesIsEmpty() {
        assertThat(StepNames.isEmptyFetch(partition("in-0", Map.of("bytes", 0))))
                .isTrue();
        assertThat(StepNames.isEmptyFetch(Map.of())).isTrue();
        assertThat(StepNames.isEmptyFetch(partition("in-0", Map.of("bytes", 10))))
                .isFalse();
    }
}

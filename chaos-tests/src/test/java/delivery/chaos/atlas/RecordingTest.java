package delivery.chaos.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import delivery.chaos.pipeline.Pipelines;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static Recording recording(TransactionOrder order, ApiKeys... requests) {
        List<CycleStep> steps = Stream.of(requests)
                .map(apiKey -> new CycleStep(
                        apiKey == ApiKeys.JOIN_GROUP ? Phase.START_UP : Phase.CYCLE,
                        StepNames.of(apiKey),
                        apiKey,
                        apiKey.latestVersion(),
                        CycleStep.Party.COORDINATOR))
                .toList();
        return new Recording(
                Pipelines.named("transactional-eos").orElseThrow(), order, new Cycle(steps, "counts-instance-1"));
    }

    private static final Recording OFFSETS_FIRST = recording(
            TransactionOrder.AS_FLUSHED,
            ApiKeys.JOIN_GROUP,
            ApiKeys.FETCH,
            ApiKeys.TXN_OFFSET_COMMIT,
            ApiKeys.PRODUCE,
            ApiKeys.END_TXN);
    private static final Recording PRODUCE_FIRST = recording(
            TransactionOrder.PRODUCE_FIRST,
            ApiKeys.JOIN_GROUP,
            ApiKeys.FETCH,
            ApiKeys.PRODUCE,
            ApiKeys.TXN_OFFSET_COMMIT,
            ApiKeys.END_TXN);

    @Test
    void aTransactionThatBeginsWithItsOffsetsIsRecordedInTheOtherOrderToo() {
        assertThat(OFFSETS_FIRST.hasOffsetsFirst()).isTrue();
        assertThat(PRODUCE_FIRST.hasOffsetsFirst()).isFalse();
        assertThat(recording(TransactionOrder.AS_FLUSHED, ApiKeys.OFFSET_COMMIT, ApiKeys.PRODUCE)
                        .hasOffsetsFirst())
                .isFalse();
    }

    @Test
    void theUsualOrderKeepsItsIds() {
        assertThat(OFFSETS_FIRST.faults())
                .extracting(AtlasFault::name)
                .contains("join-group/ack-lost", "txn-offset-commit/killed-before", "by-name/late-end-txn");
    }

    @Test
    void whatCommitsHasItsCommitsComeLateAndGoUnanswered() {
        assertThat(OFFSETS_FIRST.faults())
                .extracting(AtlasFault::name)
                .contains("by-name/late-offset-commit", "by-name/end-txn-unanswered");
        assertThat(recording(TransactionOrder.AS_FLUSHED, ApiKeys.OFFSET_COMMIT, ApiKeys.PRODUCE)
                        .faults())
                .extracting(AtlasFault::name)
                .contains("by-name/late-offset-commit")
                .doesNotContain("by-name/end-txn-unanswered");
    }

    @Test
    void inTheOtherOrderTheRequestsOfTheTransactionAreStruckAndNoOthers() {
        assertThat(PRODUCE_FIRST.faults())
                .extracting(AtlasFault::name)
                .contains("produce-first/txn-offset-commit/killed-before", "produce-first/by-name/late-end-txn")
                .noneMatch(name -> name.contains("join-group") || name.contains("fetch"))
                .allMatch(name -> name.startsWith("produce-first/"));
    }

    @Test
    void theOtherOrderCanBeAskedForByItself() {
        Properties properties = new Properties();
        properties.put(
                "atlas.scenarios",
                Pipelines.named("transactional-eos").orElseThrow().name() + "/produce-first/end-txn");

        Plan plan = Plan.of(List.of(OFFSETS_FIRST, PRODUCE_FIRST), AtlasOptions.from(properties));

        assertThat(plan.asked()).isEqualTo(Strike.values().length);
        assertThat(plan.known()).isGreaterThan(plan.asked());
    }

    private static Plan plan(String asked) {
        Properties properties = new Properties();
        properties.put("atlas.scenarios", asked);
        return Plan.of(List.of(OFFSETS_FIRST, PRODUCE_FIRST), AtlasOptions.from(properties));
    }

    @Test
    void whatFitsNoScenarioIsAnsweredWithTheNearestThatDoes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan("transactional-eos/end-txn, transactional-eos/end-tnx/ack-lots"))
                .withMessage("no scenario of the atlas fits 'transactional-eos/end-tnx/ack-lots' in -Datlas.scenarios;"
                        + " did you mean transactional-eos/end-txn/ack-lost?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan("*/produse"))
                .withMessageEndingWith("did you mean */produce?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan("transactional-eos/produce/ack-lost/twice"))
                .withMessageContaining("did you mean transactional-eos/produce/ack-lost?");
    }

    @Test
    void ofAModuleThatCouldNotBeRecordedNothingIsCalledUnknown() {
        assertThat(plan("streams-eos/produce,transactional-eos/end-txn").entries())
                .isNotEmpty();
    }
}

package delivery.chaos.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.atlas.CycleStep.Party;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final Cycle COMMITS_FIRST = cycle("", ApiKeys.FETCH, ApiKeys.OFFSET_COMMIT, ApiKeys.PRODUCE);
    private static final Cycle PRODUCES_FIRST = cycle("", ApiKeys.FETCH, ApiKeys.PRODUCE, ApiKeys.OFFSET_COMMIT);
    private static final Cycle TRANSACTIONS =
            cycle("group-instance-1", ApiKeys.FETCH, ApiKeys.TXN_OFFSET_COMMIT, ApiKeys.PRODUCE, ApiKeys.END_TXN);
    private static final Cycle STREAMS =
            cycle("app-1f0a-1", ApiKeys.FETCH, ApiKeys.PRODUCE, ApiKeys.TXN_OFFSET_COMMIT, ApiKeys.END_TXN);

    private static Cycle cycle(String transactionalId, ApiKeys... requests) {
        List<CycleStep> steps = Stream.of(requests)
                .map(apiKey -> new CycleStep(
                        Phase.CYCLE, StepNames.of(apiKey), apiKey, apiKey.latestVersion(), Party.COORDINATOR))
                .toList();
        return new Cycle(steps, transactionalId);
    }

    private static List<String> places(Cycle cycle) {
        return Story.ALL.stream()
                .map(story -> story.place().apply(cycle).scenario())
                .toList();
    }

    private static String why(Cycle cycle, String story) {
        return Story.ALL.stream()
                .filter(one -> one.title().contains(story))
                .map(one -> one.place().apply(cycle).why())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theEightOfTheLiteratureAreToldAndOneOfKafkasOwnTracker() {
        assertThat(Story.ALL).extracting(Story::title).doesNotHaveDuplicates().hasSize(8 + 1);
    }

    @Test
    void aPipelineThatProducesFirstIsKilledAtItsCommit() {
        assertThat(places(PRODUCES_FIRST))
                .containsExactly(
                        "produce/broker-killed",
                        "by-name/late-ack",
                        "offset-commit/killed-before",
                        "",
                        "produce/zombie",
                        "",
                        "offset-commit/zombie",
                        "",
                        "");
    }

    @Test
    void aPipelineThatCommitsFirstIsKilledAfterItsCommit() {
        assertThat(places(COMMITS_FIRST)).contains("offset-commit/killed-after").doesNotContain("offset-commit/zombie");
        assertThat(why(COMMITS_FIRST, "before the offset commit")).startsWith("it commits the offsets before");
    }

    @Test
    void theCommitOfATransactionIsWhatComesAfterItsEffects() {
        assertThat(places(TRANSACTIONS))
                .containsExactly(
                        "produce/broker-killed",
                        "by-name/late-ack",
                        "end-txn/killed-before",
                        "txn-offset-commit/killed-after",
                        "produce/zombie",
                        "end-txn/broker-killed",
                        "end-txn/zombie",
                        "by-name/second-instance",
                        "by-name/late-end-txn");
        assertThat(places(STREAMS)).contains("txn-offset-commit/killed-before", "txn-offset-commit/zombie");
    }

    @Test
    void aStoryOfTransactionsIsNotToldOfWhoHasNone() {
        assertThat(why(PRODUCES_FIRST, "prepare-commit")).startsWith("no EndTxn");
        assertThat(why(PRODUCES_FIRST, "same transactional.id")).contains("has no transactional.id");
    }

    @Test
    void aSecondInstanceThatMakesUpItsOwnIdIsNoSecondOne() {
        assertThat(places(STREAMS)).doesNotContain("by-name/second-instance");
        assertThat(why(STREAMS, "same transactional.id")).contains("app-1f0a-1");
    }
}

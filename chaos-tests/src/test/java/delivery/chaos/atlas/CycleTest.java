package delivery.chaos.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.atlas.CycleStep.Party;
import delivery.chaos.atlas.StepTrace.Doing;
import delivery.chaos.atlas.StepTrace.Seen;
import delivery.chaos.atlas.StepTrace.StepAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class CycleTest {
    private static final int COORDINATOR = 1;
    private static final int LEADER = 2;
    private static final int BATCHES = 4;

    private final List<Seen> seen = new ArrayList<>();

    private void see(String step, ApiKeys apiKey, int broker, int batch, Doing doing, StepAnswer answer) {
        seen.add(new Seen(
                step, apiKey, apiKey.latestVersion(), broker, apiKey == ApiKeys.METADATA, batch, doing, answer));
    }

    private void work(String step, ApiKeys apiKey, int broker, int batch) {
        see(step, apiKey, broker, batch, Doing.WORKING, StepAnswer.DONE);
    }

    private void workThrough(int batch) {
        work("fetch", ApiKeys.FETCH, LEADER, batch);
        work("produce", ApiKeys.PRODUCE, LEADER, batch);
        work("offset-commit", ApiKeys.OFFSET_COMMIT, COORDINATOR, batch);
    }

    private void aWholeLife() {
        see("api-versions", ApiKeys.API_VERSIONS, 3, 1, Doing.WORKING, StepAnswer.DONE);
        work("metadata", ApiKeys.METADATA, 3, 1);
        work("join-group", ApiKeys.JOIN_GROUP, COORDINATOR, 1);
        workThrough(1);
        workThrough(2);
        workThrough(3);
        see("heartbeat", ApiKeys.HEARTBEAT, COORDINATOR, 3, Doing.WAITING, StepAnswer.DONE);
        see("fetch", ApiKeys.FETCH, LEADER, 4, Doing.WAITING, StepAnswer.DONE);
        workThrough(4);
        see("leave-group", ApiKeys.LEAVE_GROUP, COORDINATOR, 4, Doing.STOPPING, StepAnswer.DONE);
    }

    private Stream<String> names(Phase phase) {
        return Cycle.of(seen, "", BATCHES, COORDINATOR, LEADER).steps().stream()
                .filter(step -> step.phase() == phase)
                .map(CycleStep::name);
    }

    @Test
    void theCycleIsWhatIsDoneForEveryBatch() {
        aWholeLife();

        assertThat(names(Phase.CYCLE)).containsExactly("fetch", "produce", "offset-commit");
    }

    @Test
    void whatIsDoneOnceBelongsToStartUpOrShutDown() {
        aWholeLife();

        assertThat(names(Phase.START_UP)).containsExactly("metadata", "join-group");
        assertThat(names(Phase.SHUT_DOWN)).containsExactly("leave-group");
    }

    @Test
    void whatIsDoneByTheClockIsBesideTheCycleHoweverOften() {
        aWholeLife();
        work("heartbeat", ApiKeys.HEARTBEAT, COORDINATOR, 2);
        work("heartbeat", ApiKeys.HEARTBEAT, COORDINATOR, 3);

        assertThat(names(Phase.BESIDE)).containsExactly("heartbeat");
        assertThat(names(Phase.CYCLE)).doesNotContain("heartbeat");
    }

    @Test
    void whatIsDoneInSomeCyclesOnlyIsNoPartOfIt() {
        aWholeLife();
        work("list-offsets", ApiKeys.LIST_OFFSETS, LEADER, 3);

        assertThat(names(Phase.CYCLE)).doesNotContain("list-offsets");
    }

    @Test
    void whatABrokerRefusedIsNoStep() {
        aWholeLife();
        see("end-txn", ApiKeys.END_TXN, COORDINATOR, 1, Doing.WORKING, StepAnswer.REFUSED);

        assertThat(names(Phase.START_UP)).doesNotContain("end-txn");
    }

    @Test
    void whatIsReadBackBeforeAnythingWasWrittenIsNoStep() {
        work("fetch-back", ApiKeys.FETCH, LEADER, 0);
        aWholeLife();
        work("fetch-back", ApiKeys.FETCH, COORDINATOR, 1);

        assertThat(Cycle.of(seen, "", BATCHES, COORDINATOR, LEADER).steps())
                .filteredOn(step -> step.name().equals("fetch-back"))
                .extracting(CycleStep::party)
                .containsExactly(Party.COORDINATOR);
    }

    @Test
    void aStepIsAddressedToWhomItWentTo() {
        aWholeLife();

        assertThat(Cycle.of(seen, "", BATCHES, COORDINATOR, LEADER).steps())
                .extracting(CycleStep::party)
                .containsExactly(
                        Party.ANY_BROKER,
                        Party.COORDINATOR,
                        Party.LEADER,
                        Party.LEADER,
                        Party.COORDINATOR,
                        Party.COORDINATOR,
                        Party.COORDINATOR);
    }
}

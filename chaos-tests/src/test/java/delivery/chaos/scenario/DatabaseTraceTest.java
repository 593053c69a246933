package delivery.chaos.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.history.DatabaseExchange;
import delivery.chaos.history.Exchange.Outcome;
import delivery.chaos.network.postgres.Reply;
import delivery.chaos.network.postgres.Volley;
import delivery.chaos.testbed.EffectTraffic;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.testbed.ScenarioClock;
import delivery.chaos.testbed.ScenarioTopics;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class DatabaseTraceTest {
    private final ScenarioClock clock = new ScenarioClock();
    private final EffectTraffic traffic = new EffectTraffic(
            clock, new ScenarioTopics("in", Uuid.randomUuid(), "out", Uuid.randomUuid(), List.of(), 1));
    private final DatabaseTrace trace = new DatabaseTrace(clock, "pipeline", twoEvents(), traffic);

    private static InputEvents twoEvents() {
        InputEvents.Builder events = new InputEvents.Builder(number -> "e-" + number, 1);
        events.event(0);
        events.event(0);
        return events.build();
    }

    private static Volley insert() {
        return new Volley(
                1, 4711, true, List.of("insert", "insert"), Set.of("/a", "e-1", "e-0"), Set.of("/a", "e-1", "e-0"));
    }

    private static Volley commit(String... ofTransaction) {
        return new Volley(1, 4711, false, List.of("COMMIT"), Set.of(), Set.of(ofTransaction));
    }

    private DatabaseExchange only() {
        assertThat(trace.exchanges()).hasSize(1);
        return trace.exchanges().get(0);
    }

    @Test
    void tellsHowOftenAStatementWasExecutedAndWhichEventsItNames() {
        trace.onVolley(insert());

        assertThat(only().statements()).containsExactly("insert ×2");
        assertThat(only().events()).isEqualTo(2);
        assertThat(only().firstEvent()).isEqualTo("e-0");
        assertThat(only().lastEvent()).isEqualTo("e-1");
        assertThat(only().outcome()).isEqualTo(Outcome.OPEN);
        assertThat(traffic.sent()).containsExactlyInAnyOrder("e-0", "e-1");
    }

    @Test
    void aCommitThatWasAnsweredAcknowledgesTheEffectsOfItsTransaction() {
        Volley commit = commit("e-0", "/a");
        trace.onVolley(commit);
        trace.onReply(commit, new Reply(List.of("COMMIT"), ""));

        assertThat(only().outcome()).isEqualTo(Outcome.ANSWERED);
        assertThat(traffic.acknowledgementsElsewhere()).isEqualTo(1);
    }

    @Test
    void aCommitOfATransactionWithoutEffectsAcknowledgesNothing() {
        Volley commit = commit("/a");
        trace.onVolley(commit);
        trace.onReply(commit, new Reply(List.of("COMMIT"), ""));

        assertThat(traffic.acknowledgementsElsewhere()).isZero();
    }

    @Test
    void aCommitThatWasAnsweredByARollbackAcknowledgesNothing() {
        Volley commit = commit("e-0");
        trace.onVolley(commit);
        trace.onReply(commit, new Reply(List.of("ROLLBACK"), ""));

        assertThat(only().tags()).containsExactly("ROLLBACK");
        assertThat(traffic.acknowledgementsElsewhere()).isZero();
    }

    @Test
    void aReplyThatWasKeptBackIsToldAndAcknowledgesNothing() {
        Volley commit = commit("e-0");
        trace.onVolley(commit);
        trace.onReplyWithheld(commit, new Reply(List.of("COMMIT"), ""));

        assertThat(only().outcome()).isEqualTo(Outcome.WITHHELD);
        assertThat(only().endedAtMs()).isNull();
        assertThat(traffic.acknowledgementsElsewhere()).isZero();
    }
}

package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.network.wire.Rule.Moment;
import delivery.chaos.network.wire.RuleInForce.Strike;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RuleTest extends TappedConversation {
    /** Long enough for a loaded machine to look before it is over. */
    private static final Duration LATE = Duration.ofSeconds(2);

    @Test
    void losesExactlyTheRequestThatItNames() throws Exception {
        RuleInForce rule = tap.enforce(Rule.loseRequest(ApiKeys.HEARTBEAT).from(2));
        pipeline.send(1);
        assertThat(broker.receiveRequest()).isEqualTo(1);
        broker.answer(1);
        pipeline.receiveResponse();

        pipeline.send(2);

        assertThat(struck(rule)).containsExactly(2);
        assertThat(broker.read(DEADLINE)).isEqualTo(-1);
        assertThat(pipeline.read(DEADLINE)).isEqualTo(-1);
    }

    @Test
    void leavesOtherRequestsAlone() throws Exception {
        tap.enforce(Rule.loseRequest(ApiKeys.PRODUCE));
        tap.enforce(Rule.loseRequest(ApiKeys.HEARTBEAT).where(request -> request.correlationId() == 7));

        pipeline.send(1, 2);

        assertThat(broker.receiveRequest()).isEqualTo(1);
        assertThat(broker.receiveRequest()).isEqualTo(2);
    }

    @Test
    void losesTheResponseOfWhatTheBrokerHasDone() throws Exception {
        RuleInForce rule = tap.enforce(Rule.loseResponse(ApiKeys.HEARTBEAT));
        pipeline.send(1);
        assertThat(broker.receiveRequest()).isEqualTo(1);
        broker.answer(1);

        assertThat(struck(rule)).containsExactly(1);
        assertThat(pipeline.read(DEADLINE)).isEqualTo(-1);
        awaitHeartbeats(1, 0, 1);
        assertThat(told).containsExactly("1 withheld, 12 bytes", "1 unanswered, CLOSED_BY_TAP");
    }

    @Test
    void handsOnWhatTheBrokerHasRefusedAndWaitsForWhatItDoes() throws Exception {
        RuleInForce rule = tap.enforce(Rule.loseResponse(ApiKeys.HEARTBEAT));
        pipeline.send(1);
        broker.receiveRequest();
        broker.answer(1, Errors.REBALANCE_IN_PROGRESS);
        assertThat(pipeline.receiveResponse()).isEqualTo(1);
        assertThatThrownBy(() -> rule.await(SOON)).isInstanceOf(TimeoutException.class);

        pipeline.send(2);
        broker.receiveRequest();
        broker.answer(2);

        assertThat(struck(rule)).containsExactly(2);
    }

    @Test
    void countsWhatWasCarriedOutAndNotWhatWasTried() throws Exception {
        RuleInForce rule = tap.enforce(Rule.loseResponse(ApiKeys.HEARTBEAT).from(2));
        exchange(1, Errors.COORDINATOR_NOT_AVAILABLE);
        exchange(2, Errors.NONE);
        exchange(3, Errors.COORDINATOR_NOT_AVAILABLE);

        pipeline.send(4);
        broker.receiveRequest();
        broker.answer(4);

        assertThat(struck(rule)).containsExactly(4);
    }

    private void exchange(int correlationId, Errors error) throws IOException {
        pipeline.send(correlationId);
        broker.receiveRequest();
        broker.answer(correlationId, error);
        assertThat(pipeline.receiveResponse()).isEqualTo(correlationId);
        // What is counted is counted when it has been handed on.
        Awaitility.await("the tap to have told")
                .atMost(DEADLINE)
                .until(() -> told.contains(correlationId + " answered, 12 bytes"));
    }

    @Test
    void strikesExactlyAsOftenAsItSaysHoweverManyConnectionsThereAre() throws Exception {
        RuleInForce rule = tap.enforce(Rule.loseRequest(ApiKeys.HEARTBEAT).times(3));
        List<Peer> pipelines = new ArrayList<>();
        List<Peer> brokers = new ArrayList<>();
        for (int connection = 0; connection < 8; connection++) {
            pipelines.add(connect());
            brokers.add(accept());
        }
        List<Thread> senders = new ArrayList<>();
        for (Peer peer : pipelines) {
            Thread sender = new Thread(() -> send(peer));
            senders.add(sender);
            sender.start();
        }
        for (Thread sender : senders) {
            sender.join();
        }

        assertThat(rule.await(DEADLINE)).hasSize(3);
        int forwarded = 0;
        for (Peer peer : brokers) {
            forwarded += peer.read(DEADLINE) == -1 ? 0 : 1;
        }
        assertThat(forwarded).isEqualTo(5);
        awaitHeartbeats(8, 0, 3);
    }

    private static void send(Peer peer) {
        try {
            peer.send(1);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void strikesTheRetryOfWhatItStruckOnlyIfItSaysSo() throws Exception {
        RuleInForce rule = tap.enforce(Rule.loseRequest(ApiKeys.HEARTBEAT).times(2));
        pipeline.send(1);
        assertThat(broker.read(DEADLINE)).isEqualTo(-1);
        Peer again = connect();
        Peer brokerAgain = accept();
        again.send(1);
        assertThat(brokerAgain.read(DEADLINE)).isEqualTo(-1);
        Peer thirdTime = connect();
        Peer brokerThirdTime = accept();
        thirdTime.send(1);

        assertThat(brokerThirdTime.receiveRequest()).isEqualTo(1);
        assertThat(struck(rule)).containsExactly(1, 1);
    }

    @Test
    void releasesARequestLateOverTheConnectionThatThePipelineHasGivenUp() throws Exception {
        RuleInForce rule = tap.enforce(Rule.delayRequest(ApiKeys.HEARTBEAT, LATE));
        pipeline.send(1);
        pipeline.socket().close();
        Peer again = connect();
        Peer brokerAgain = accept();
        again.send(2);
        assertThat(brokerAgain.receiveRequest()).isEqualTo(2);
        assertThatThrownBy(() -> broker.read(SOON)).isInstanceOf(SocketTimeoutException.class);

        rule.await(DEADLINE);

        broker.socket().setSoTimeout((int) DEADLINE.toMillis());
        assertThat(broker.receiveRequest()).isEqualTo(1);
        assertThat(broker.read(DEADLINE)).isEqualTo(-1);
    }

    @Test
    void deliversALateResponseAndAllBehindItInOrder() throws Exception {
        RuleInForce rule = tap.enforce(Rule.delayResponse(ApiKeys.HEARTBEAT, Duration.ofMillis(400)));
        pipeline.send(1, 2);
        broker.receiveRequest();
        broker.receiveRequest();
        broker.answer(1);
        broker.answer(2);
        assertThatThrownBy(() -> pipeline.read(SOON)).isInstanceOf(SocketTimeoutException.class);

        rule.await(DEADLINE);

        pipeline.socket().setSoTimeout((int) DEADLINE.toMillis());
        assertThat(pipeline.receiveResponse()).isEqualTo(1);
        assertThat(pipeline.receiveResponse()).isEqualTo(2);
        awaitHeartbeats(2, 2, 0);
    }

    @Test
    void doesSomethingElseRightBeforeItLetsTheRequestGo() throws Exception {
        List<String> done = new ArrayList<>();
        RuleInForce rule = tap.enforce(Rule.loseResponse(ApiKeys.HEARTBEAT)
                .doing(held ->
                        done.add("killed with the response to " + held.request().correlationId() + " at the tap")));
        pipeline.send(1);
        broker.receiveRequest();
        assertThat(done).isEmpty();
        broker.answer(1);

        List<Strike> strikes = rule.await(DEADLINE);

        assertThat(done).containsExactly("killed with the response to 1 at the tap");
        assertThat(strikes)
                .singleElement()
                .asString()
                .startsWith("Heartbeat v4, correlation id 1, connection 1 to broker 1");
    }

    @Test
    void saysWhichDeedFailedAndLetsNothingHang() throws Exception {
        RuleInForce rule = tap.enforce(new Rule(request -> true, Moment.ARRIVED, 1, 1, held -> {
            throw new IOException("no such process");
        }));
        pipeline.send(1);

        assertThatThrownBy(() -> rule.await(DEADLINE)).hasRootCauseMessage("no such process");
        assertThat(pipeline.read(DEADLINE)).isEqualTo(-1);
    }

    private static List<Integer> struck(RuleInForce rule) throws Exception {
        return rule.await(DEADLINE).stream()
                .map(strike -> strike.request().correlationId())
                .toList();
    }
}

package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** A request whose response is held, once the broker has carried it out. */
class CarriedOutTest extends TappedConversation {
    private Hold trap() {
        return tap.holdCarriedOut(request -> request.apiKey() == ApiKeys.HEARTBEAT);
    }

    @Test
    void theResponseOfWhatTheBrokerHasDoneIsKeptBackUntilItIsCut() throws Exception {
        Hold trap = trap();
        pipeline.send(1);
        assertThat(broker.receiveRequest()).isEqualTo(1);
        broker.answer(1);
        HeldRequest held = trap.await(DEADLINE);
        assertThat(held.request().correlationId()).isEqualTo(1);
        assertThatThrownBy(() -> pipeline.read(SOON)).isInstanceOf(SocketTimeoutException.class);

        held.cut();

        assertThat(pipeline.read(DEADLINE)).isEqualTo(-1);
        awaitHeartbeats(1, 0, 1);
        assertThat(told).containsExactly("1 withheld, 12 bytes", "1 unanswered, CLOSED_BY_TAP");
    }

    @Test
    void theResponseIsHandedOnIfItIsDelivered() throws Exception {
        Hold trap = trap();
        pipeline.send(1);
        broker.receiveRequest();
        broker.answer(1);
        trap.await(DEADLINE).deliverResponse();

        assertThat(pipeline.receiveResponse()).isEqualTo(1);
    }

    @Test
    void nobodyIsToldOfARequestBeforeItIsCarriedOut() throws Exception {
        Hold trap = trap();
        pipeline.send(1);
        broker.receiveRequest();

        assertThatThrownBy(() -> trap.await(SOON)).isInstanceOf(TimeoutException.class);
    }

    /** Each as soon as the pipeline has heard of the one before: there is no gap for one to slip by. */
    @Test
    void whatIsRefusedIsHandedItsErrorAndTheNextIsWaitedFor() throws Exception {
        Hold trap = trap();
        int tries = 100;
        for (int refused = 1; refused <= tries; refused++) {
            pipeline.send(refused);
            assertThat(broker.receiveRequest()).isEqualTo(refused);
            broker.answer(refused, Errors.REBALANCE_IN_PROGRESS);
            assertThat(pipeline.receiveResponse()).isEqualTo(refused);
        }
        pipeline.send(tries + 1);
        broker.receiveRequest();
        broker.answer(tries + 1);

        HeldRequest held = trap.await(DEADLINE);

        assertThat(held.request().correlationId()).isEqualTo(tries + 1);
        assertThat(held.answer()).isEqualTo(Map.of());
    }

    @Test
    void anotherIsWaitedForIfTheConnectionEndsUnanswered() throws Exception {
        Hold trap = trap();
        pipeline.send(1);
        broker.receiveRequest();
        broker.socket().close();
        assertThat(pipeline.read(DEADLINE)).isEqualTo(-1);
        Peer again = connect();
        Peer brokerAgain = accept();
        again.send(2);
        brokerAgain.receiveRequest();
        brokerAgain.answer(2);

        assertThat(trap.await(DEADLINE).request().correlationId()).isEqualTo(2);
    }

    @Test
    void whatIsUndecidedGoesOnWhenHoldsAreTakenBack() throws Exception {
        trap();
        pipeline.send(1);
        broker.receiveRequest();
        tap.cancelHolds();
        broker.answer(1);

        assertThat(pipeline.receiveResponse()).isEqualTo(1);
    }

    @Test
    void whoWaitsIsToldThatTheTapIsClosed() throws Exception {
        Hold armed = trap();
        pipeline.send(1);
        broker.receiveRequest();
        Hold second = trap();

        tap.close();

        assertThatThrownBy(() -> armed.await(DEADLINE)).hasRootCauseMessage("the wire tap is closed");
        assertThatThrownBy(() -> second.await(DEADLINE)).hasRootCauseMessage("the wire tap is closed");
        assertThatThrownBy(() -> trap().await(DEADLINE)).hasRootCauseMessage("the wire tap is closed");
    }
}

package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class HoldTest extends TappedConversation {
    @Test
    void holdsARequestUntilItIsReleased() throws Exception {
        Hold hold = tap.hold(request -> request.correlationId() == 2);
        pipeline.send(1, 2);
        assertThat(broker.receiveRequest()).isEqualTo(1);
        HeldRequest held = hold.await(DEADLINE);
        assertThat(held.request().correlationId()).isEqualTo(2);
        assertThatThrownBy(() -> broker.read(SOON)).isInstanceOf(SocketTimeoutException.class);

        held.release();

        broker.socket().setSoTimeout((int) DEADLINE.toMillis());
        assertThat(broker.receiveRequest()).isEqualTo(2);
        broker.answer(2);
        assertThat(pipeline.receiveResponse()).isEqualTo(2);
    }

    @Test
    void holdsExactlyOneRequestPerHold() throws Exception {
        Hold hold = tap.hold(request -> true);
        pipeline.send(1);
        hold.await(DEADLINE).release();
        pipeline.send(2);

        assertThat(broker.receiveRequest()).isEqualTo(1);
        assertThat(broker.receiveRequest()).isEqualTo(2);
    }

    @Test
    void catchesNothingAfterARequestThatIsStillUnanswered() throws Exception {
        Hold first = tap.hold(request -> true);
        pipeline.send(1, 2);
        HeldRequest held = first.await(DEADLINE);
        Hold second = tap.hold(request -> true);
        held.release();

        assertThat(broker.receiveRequest()).isEqualTo(1);
        assertThat(broker.receiveRequest()).isEqualTo(2);
        assertThatThrownBy(() -> second.await(SOON)).isInstanceOf(TimeoutException.class);
    }

    /** So often, for once is luck: a pipeline can be faster than the thread that writes to it. */
    @Test
    void catchesWhatThePipelineSendsInReactionToAnAnswer() throws Exception {
        for (int correlationId = 1; correlationId < 300; correlationId += 2) {
            Hold first = tap.hold(request -> true);
            pipeline.send(correlationId);
            HeldRequest held = first.await(DEADLINE);
            Hold second = tap.hold(request -> true);
            held.release();
            broker.receiveRequest();
            broker.answer(correlationId);
            pipeline.receiveResponse();

            pipeline.send(correlationId + 1);

            second.await(DEADLINE).release();
            broker.receiveRequest();
            broker.answer(correlationId + 1);
            pipeline.receiveResponse();
        }
    }

    @Test
    void isDoneWithARequestThatAsksForNoAnswerWhenItIsForwarded() throws Exception {
        Hold first = tap.hold(request -> true);
        pipeline.send(Written.request(ApiKeys.PRODUCE, 9, new ProduceRequestData().setAcks((short) 0)));
        HeldRequest held = first.await(DEADLINE);
        Hold second = tap.hold(request -> true);
        held.releaseWithholdingResponse();
        broker.receiveFrame();
        assertThatThrownBy(() -> held.awaitResponseWithheld(DEADLINE))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("asks for no response");

        pipeline.send(2);

        assertThat(second.await(DEADLINE).request().correlationId()).isEqualTo(2);
    }

    @Test
    void waitsForNoAnswerThatWasNotAskedForWhenThePipelineLeaves() throws Exception {
        Hold hold = tap.hold(request -> true);
        pipeline.send(Written.request(ApiKeys.PRODUCE, 9, new ProduceRequestData().setAcks((short) 0)));
        hold.await(DEADLINE).releaseWithholdingResponse();
        broker.receiveFrame();

        pipeline.socket().close();

        assertThat(broker.read(DEADLINE)).isEqualTo(-1);
    }

    @Test
    void tellsThatAConnectionEndedUnderARequestThatWasStillHeld() throws Exception {
        Hold hold = tap.hold(request -> true);
        pipeline.send(1);
        HeldRequest held = hold.await(DEADLINE);
        broker.socket().close();

        assertThat(held.awaitUnanswered(DEADLINE)).isEqualTo(ConnectionEnd.FIN_FROM_BROKER);
    }

    @Test
    void waitsForEarlierResponsesBeforeAHeldRequestIsAlone() throws Exception {
        Hold hold = tap.hold(request -> request.correlationId() == 2);
        pipeline.send(1, 2);
        broker.receiveRequest();
        HeldRequest held = hold.await(DEADLINE);
        assertThatThrownBy(() -> held.awaitEarlierResponses(SOON))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("correlation id 1");

        broker.answer(1);

        held.awaitEarlierResponses(DEADLINE);
        assertThat(pipeline.receiveResponse()).isEqualTo(1);
    }

    @Test
    void neverForwardsADiscardedRequestAndEndsItsConnection() throws Exception {
        Hold hold = tap.hold(request -> true);
        pipeline.send(1);
        hold.await(DEADLINE).discard();

        assertThat(broker.read(DEADLINE)).isEqualTo(-1);
        assertThat(pipeline.read(DEADLINE)).isEqualTo(-1);
        awaitHeartbeats(1, 0, 1);
        assertThat(told).containsExactly("1 discarded");
    }

    @Test
    void swallowsAWithheldResponse() throws Exception {
        Hold hold = tap.hold(request -> true);
        pipeline.send(1);
        HeldRequest held = hold.await(DEADLINE);
        held.releaseWithholdingResponse();
        broker.receiveRequest();
        broker.answer(1);
        held.awaitResponseWithheld(DEADLINE);
        assertThatThrownBy(() -> pipeline.read(SOON)).isInstanceOf(SocketTimeoutException.class);

        held.cut();

        assertThat(pipeline.read(DEADLINE)).isEqualTo(-1);
        awaitHeartbeats(1, 0, 1);
        assertThat(told).containsExactly("1 withheld, 12 bytes", "1 unanswered, CLOSED_BY_TAP");
    }

    @Test
    void deliversAWithheldResponseWhenTold() throws Exception {
        Hold hold = tap.hold(request -> true);
        pipeline.send(1, 2);
        HeldRequest held = hold.await(DEADLINE);
        held.releaseWithholdingResponse();
        broker.receiveRequest();
        broker.receiveRequest();
        broker.answer(1);
        broker.answer(2);
        held.awaitResponseWithheld(DEADLINE);
        assertThatThrownBy(() -> pipeline.read(SOON)).isInstanceOf(SocketTimeoutException.class);

        held.deliverResponse();

        pipeline.socket().setSoTimeout((int) DEADLINE.toMillis());
        assertThat(pipeline.receiveResponse()).isEqualTo(1);
        assertThat(pipeline.receiveResponse()).isEqualTo(2);
        awaitHeartbeats(2, 2, 0);
    }

    @Test
    void handsOnNothingAfterAWithheldResponse() throws Exception {
        Hold hold = tap.hold(request -> true);
        pipeline.send(1, 2);
        hold.await(DEADLINE).releaseWithholdingResponse();
        broker.receiveRequest();
        broker.receiveRequest();
        broker.answer(1);
        broker.answer(2);

        assertThatThrownBy(() -> pipeline.read(SOON)).isInstanceOf(SocketTimeoutException.class);
        awaitHeartbeats(2, 0, 0);
    }

    @Test
    void hidesTheEndOfAConnectionFromThePipelineUntilItIsLetGo() throws Exception {
        Hold hold = tap.hold(request -> true);
        pipeline.send(1);
        HeldRequest held = hold.await(DEADLINE);
        held.release();
        broker.receiveRequest();
        broker.socket().close();
        assertThat(held.awaitUnanswered(DEADLINE)).isEqualTo(ConnectionEnd.FIN_FROM_BROKER);
        assertThatThrownBy(() -> pipeline.read(SOON)).isInstanceOf(SocketTimeoutException.class);

        held.letGo();

        assertThat(pipeline.read(DEADLINE)).isEqualTo(-1);
    }

    @Test
    void countsWhatThePipelineSendsBeforeItLearnsThatTheBrokerHasLeft() throws Exception {
        Hold hold = tap.hold(request -> true);
        pipeline.send(1);
        HeldRequest held = hold.await(DEADLINE);
        held.release();
        broker.receiveRequest();
        broker.socket().close();
        held.awaitUnanswered(DEADLINE);

        pipeline.send(2);
        awaitHeartbeats(2, 0, 2);
        held.letGo();

        assertThat(pipeline.read(DEADLINE)).isEqualTo(-1);
    }

    @Test
    void tellsThatThePipelineGaveUpOnAHeldRequest() throws Exception {
        Hold hold = tap.hold(request -> true);
        pipeline.send(1);
        HeldRequest held = hold.await(DEADLINE);
        held.release();
        broker.receiveRequest();
        pipeline.socket().close();

        assertThat(held.awaitUnanswered(DEADLINE)).isEqualTo(ConnectionEnd.CLOSED_BY_PIPELINE);
    }

    @Test
    void doesNotCallAnAnsweredRequestUnanswered() throws Exception {
        Hold hold = tap.hold(request -> true);
        pipeline.send(1);
        HeldRequest held = hold.await(DEADLINE);
        held.release();
        broker.receiveRequest();
        broker.answer(1);
        pipeline.receiveResponse();
        broker.socket().close();

        assertThatThrownBy(() -> held.awaitUnanswered(SOON)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void letsWhatItHoldsGoOnWhenHoldsAreTakenBack() throws Exception {
        Hold caught = tap.hold(request -> true);
        pipeline.send(1);
        caught.await(DEADLINE);
        tap.hold(request -> true);

        tap.cancelHolds();

        pipeline.send(2);
        assertThat(broker.receiveRequest()).isEqualTo(1);
        assertThat(broker.receiveRequest()).isEqualTo(2);
    }

    @Test
    void letsGoOfWhatItHoldsWhenItCloses() throws Exception {
        Hold hold = tap.hold(request -> true);
        pipeline.send(1);
        hold.await(DEADLINE);

        tap.close();

        assertThat(pipeline.read(DEADLINE)).isEqualTo(-1);
        assertThat(broker.read(DEADLINE)).isEqualTo(-1);
    }
}

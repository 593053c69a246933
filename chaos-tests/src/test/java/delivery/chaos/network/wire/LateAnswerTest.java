package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * A request that is let go when the pipeline has long given up its connection: what the broker says to it is still
 * heard.
 */
class LateAnswerTest extends TappedConversation {
    private HeldRequest letGoBehindThePipelinesBack() throws Exception {
        Hold hold = tap.hold(request -> true);
        pipeline.send(1);
        HeldRequest held = hold.await(DEADLINE);
        pipeline.socket().close();
        held.releaseWithholdingResponse();
        assertThat(broker.receiveRequest()).isEqualTo(1);
        return held;
    }

    @Test
    void theAnswerToALateRequestIsHeard() throws Exception {
        HeldRequest held = letGoBehindThePipelinesBack();
        assertThatThrownBy(() -> held.awaitUnanswered(SOON)).isInstanceOf(TimeoutException.class);

        broker.answer(1);

        assertThat(held.awaitResponseWithheld(DEADLINE)).isEmpty();
        assertThat(held.awaitUnanswered(DEADLINE)).isEqualTo(ConnectionEnd.CLOSED_BY_PIPELINE);
        assertThat(broker.read(DEADLINE)).isEqualTo(-1);
    }

    @Test
    void aBrokerThatLeavesWithoutAnAnswerIsNotWaitedFor() throws Exception {
        HeldRequest held = letGoBehindThePipelinesBack();

        broker.socket().close();

        assertThat(held.awaitUnanswered(DEADLINE)).isEqualTo(ConnectionEnd.FIN_FROM_BROKER);
        held.letGo();
    }
}

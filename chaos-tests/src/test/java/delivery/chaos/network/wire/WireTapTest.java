package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.cluster.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class WireTapTest extends TappedConversation {
    @Test
    void splitsFramesThatArriveTogetherAndCountsThem() throws IOException {
        pipeline.send(1, 2, 3);
        assertThat(broker.receiveRequest()).isEqualTo(1);
        assertThat(broker.receiveRequest()).isEqualTo(2);
        assertThat(broker.receiveRequest()).isEqualTo(3);
        broker.answer(1);
        assertThat(pipeline.receiveResponse()).isEqualTo(1);
        broker.answer(2);
        assertThat(pipeline.receiveResponse()).isEqualTo(2);

        awaitHeartbeats(3, 2, 0);
    }

    @Test
    void countsWhatTheBrokerLeavesUnansweredWhenItCloses() throws IOException {
        pipeline.send(1, 2);
        broker.receiveRequest();
        broker.receiveRequest();
        broker.answer(1);
        broker.socket().close();

        assertThat(pipeline.receiveResponse()).isEqualTo(1);
        assertThat(pipeline.read(DEADLINE)).isEqualTo(-1);
        awaitHeartbeats(2, 1, 1);
        assertThat(told).containsExactly("1 answered, 12 bytes", "2 unanswered, FIN_FROM_BROKER");
    }

    @Test
    void countsWhatThePipelineDoesNotWaitFor() throws IOException {
        pipeline.send(1);
        broker.receiveRequest();
        pipeline.socket().close();

        assertThat(broker.read(DEADLINE)).isEqualTo(-1);
        awaitHeartbeats(1, 0, 1);
    }

    @Test
    void passesAResetOnAsAReset() throws IOException {
        pipeline.send(1);
        broker.receiveRequest();
        broker.reset();

        assertThatThrownBy(() -> pipeline.read(DEADLINE))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void countsConnectionsThatFindTheLinkDown() throws IOException {
        brokerSide.close();
        try (Socket refused = new Socket(Endpoint.LOOPBACK, tap.ports().get(0))) {
            assertThat(new Peer(refused).read(DEADLINE)).isEqualTo(-1);
        }

        assertThat(tap.refusedConnections()).isEqualTo(1);
    }
}

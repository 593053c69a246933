package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.cluster.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
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

    /** So often, for once is luck: a pipeline can be faster than the thread that writes to it. */
    @Test
    void hasToldOfAnAnswerBeforeThePipelineCanReactToIt() throws IOException {
        for (int correlationId = 1; correlationId <= 300; correlationId++) {
            pipeline.send(correlationId);
            broker.receiveRequest();
            broker.answer(correlationId);
            pipeline.receiveResponse();

            assertThat(told).hasSize(correlationId).last().isEqualTo(correlationId + " answered, 12 bytes");
            assertThat(heartbeats()).isEqualTo(new WireCounts.Count(correlationId, correlationId, 0));
        }
    }

    /** Key 32000 in version 3, correlation id 9, and its answer, which begins with the same. */
    @Test
    void passesWhatItDoesNotKnowAsBytesAndCountsItByItsNumber() throws IOException {
        String request = "7d000003" + "00000009" + "cafebabe";
        String answer = "00000009" + "deadbeef";
        tap.hold(anything -> true);

        pipeline.sendFrame(request);
        assertThat(broker.receiveFrame()).isEqualTo(request);
        broker.sendFrame(answer);
        assertThat(pipeline.receiveFrame()).isEqualTo(answer);

        assertThat(WireCounts.sum(List.of(tap.counts())))
                .isEqualTo(Map.of("ApiKey 32000", new WireCounts.Count(1, 1, 0)));
        assertThat(told).isEmpty();
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

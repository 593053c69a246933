package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.cluster.Endpoint;
import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTapTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofMillis(200);

    private ServerSocket brokerSide;
    private WireTap tap;
    private Peer pipeline;
    private Peer broker;

    /** One end of a connection that speaks in frames of a heartbeat's head: key, version, correlation id. */
    private record Peer(Socket socket) {
        void send(int... correlationIds) throws IOException {
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(frames);
            for (int correlationId : correlationIds) {
                out.writeInt(8);
                out.writeShort(ApiKeys.HEARTBEAT.id);
                out.writeShort(4);
                out.writeInt(correlationId);
            }
            socket.getOutputStream().write(frames.toByteArray());
        }

        void answer(int correlationId) throws IOException {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(4);
            out.writeInt(correlationId);
        }

        int receiveRequest() throws IOException {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(in.readInt()).isEqualTo(8);
            in.readInt();
            return in.readInt();
        }

        int receiveResponse() throws IOException {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(in.readInt()).isEqualTo(4);
            return in.readInt();
        }

        int read(Duration timeout) throws IOException {
            socket.setSoTimeout((int) timeout.toMillis());
            return socket.getInputStream().read();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    private static final TapListener NOBODY = new TapListener() {
        @Override
        public void onRequest(TappedRequest request) {}

        @Override
        public void onResponse(TappedRequest request, ResponseBody body) {}
    };

    @BeforeEach
    void connectAPipelineToABroker() throws IOException {
        brokerSide = new ServerSocket(0, 0, InetAddress.getByName(Endpoint.LOOPBACK));
        tap = WireTap.open("test", Map.of(1, Endpoint.loopback(brokerSide.getLocalPort())), NOBODY);
        pipeline = new Peer(new Socket(Endpoint.LOOPBACK, tap.ports().get(0)));
        broker = new Peer(brokerSide.accept());
        pipeline.socket().setSoTimeout((int) DEADLINE.toMillis());
        broker.socket().setSoTimeout((int) DEADLINE.toMillis());
    }

    @AfterEach
    void nothingWentWrongInTheTap() throws IOException {
        tap.close();
        pipeline.socket().close();
        broker.socket().close();
        brokerSide.close();
        assertThat(tap.failures()).isEmpty();
    }

    private WireCounts.Count heartbeats() {
        return tap.counts().of(ApiKeys.HEARTBEAT);
    }

    private void awaitHeartbeats(long requests, long responses, long unanswered) {
        Awaitility.await("the tap to have counted")
                .atMost(DEADLINE)
                .untilAsserted(() ->
                        assertThat(heartbeats()).isEqualTo(new WireCounts.Count(requests, responses, unanswered)));
    }

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
    void catchesNothingBehindARequestThatIsStillUnanswered() throws Exception {
        Hold first = tap.hold(request -> true);
        pipeline.send(1, 2);
        HeldRequest held = first.await(DEADLINE);
        Hold second = tap.hold(request -> true);
        held.release();

        assertThat(broker.receiveRequest()).isEqualTo(1);
        assertThat(broker.receiveRequest()).isEqualTo(2);
        assertThatThrownBy(() -> second.await(SOON)).isInstanceOf(TimeoutException.class);
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
    }

    @Test
    void handsOnNothingBehindAWithheldResponse() throws Exception {
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
    void countsConnectionsThatFindTheLinkDown() throws IOException {
        brokerSide.close();
        try (Socket refused = new Socket(Endpoint.LOOPBACK, tap.ports().get(0))) {
            assertThat(new Peer(refused).read(DEADLINE)).isEqualTo(-1);
        }

        assertThat(tap.refusedConnections()).isEqualTo(1);
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

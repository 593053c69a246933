package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.chaos.cluster.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A pipeline and a broker, both played by a test, with a wire tap between them. */
abstract class TappedConversation {
    static final Duration DEADLINE = Duration.ofSeconds(60);
    static final Duration SOON = Duration.ofMillis(200);
    static final int RESPONSE_BYTES = 12;

    ServerSocket brokerSide;
    WireTap tap;
    Peer pipeline;
    Peer broker;

    /** One end of a connection that speaks in frames of a heartbeat's head: key, version, correlation id. */
    record Peer(Socket socket) {
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
            answer(correlationId, Errors.NONE);
        }

        /** A whole response: correlation id, no tags; throttle time, error code, no tags. */
        void answer(int correlationId, Errors error) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(frame);
            out.writeInt(RESPONSE_BYTES);
            out.writeInt(correlationId);
            out.writeByte(0);
            out.writeInt(0);
            out.writeShort(error.code());
            out.writeByte(0);
            socket.getOutputStream().write(frame.toByteArray());
        }

        void send(TappedRequest request) throws IOException {
            assertThat(Frames.write(socket.getOutputStream(), request.frame())).isTrue();
        }

        void sendFrame(String hex) throws IOException {
            byte[] bytes = HexFormat.of().parseHex(hex);
            assertThat(Frames.write(
                            socket.getOutputStream(),
                            Frames.allocate(bytes.length).put(bytes).flip()))
                    .isTrue();
        }

        String receiveFrame() throws IOException {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return HexFormat.of().formatHex(in.readNBytes(in.readInt()));
        }

        int receiveRequest() throws IOException {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(in.readInt()).isEqualTo(8);
            in.readInt();
            return in.readInt();
        }

        int receiveResponse() throws IOException {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(in.readInt()).isEqualTo(RESPONSE_BYTES);
            int correlationId = in.readInt();
            in.readNBytes(RESPONSE_BYTES - Integer.BYTES);
            return correlationId;
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

    /** What the tap told, in words: {@code 2 answered}. */
    final List<String> told = Collections.synchronizedList(new ArrayList<>());

    private final TapListener listener = new TapListener() {
        @Override
        public void onRequest(TappedRequest request) {}

        @Override
        public void onResponse(TappedRequest request, ResponseBody body) {
            told.add(request.correlationId() + " answered, " + body.bytes() + " bytes");
        }

        @Override
        public void onResponseWithheld(TappedRequest request, ResponseBody body) {
            told.add(request.correlationId() + " withheld, " + body.bytes() + " bytes");
        }

        @Override
        public void onUnanswered(TappedRequest request, HeldRequest.ConnectionEnd how) {
            told.add(request.correlationId() + " unanswered, " + how);
        }

        @Override
        public void onDiscarded(TappedRequest request) {
            told.add(request.correlationId() + " discarded");
        }
    };

    @BeforeEach
    void connectAPipelineToABroker() throws IOException {
        brokerSide = new ServerSocket(0, 0, InetAddress.getByName(Endpoint.LOOPBACK));
        tap = WireTap.open("test", Map.of(1, Endpoint.loopback(brokerSide.getLocalPort())), listener);
        pipeline = connect();
        broker = accept();
    }

    /** One more connection of the pipeline. */
    Peer connect() throws IOException {
        Socket socket = new Socket(Endpoint.LOOPBACK, tap.ports().get(0));
        socket.setSoTimeout((int) DEADLINE.toMillis());
        return new Peer(socket);
    }

    /** The broker's end of the connection that was made last. */
    Peer accept() throws IOException {
        Socket socket = brokerSide.accept();
        socket.setSoTimeout((int) DEADLINE.toMillis());
        return new Peer(socket);
    }

    @AfterEach
    void nothingWentWrongInTheTap() throws IOException {
        tap.close();
        pipeline.socket().close();
        broker.socket().close();
        brokerSide.close();
        assertThat(tap.failures()).isEmpty();
    }

    WireCounts.Count heartbeats() {
        return tap.counts().of(ApiKeys.HEARTBEAT);
    }

    void awaitHeartbeats(long requests, long responses, long unanswered) {
        Awaitility.await("the tap to have counted")
                .atMost(DEADLINE)
                .untilAsserted(() ->
                        assertThat(heartbeats()).isEqualTo(new WireCounts.Count(requests, responses, unanswered)));
    }
}

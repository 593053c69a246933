package delivery.chaos.network.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.cluster.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers every query but one with its own words as the tag. */
class PostgresTapTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration NOT_YET = Duration.ofMillis(50);
    private static final int BACKEND_PID = 4711;
    private static final String UNANSWERED = "COMMIT, and the server ends";

    private final BlockingQueue<String> seenByServer = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private Socket serverSide;
    private PostgresTap tap;
    private Socket client;

    @BeforeEach
    void connect() throws Exception {
        server = new ServerSocket(0, 1, InetAddress.getByName(Endpoint.LOOPBACK));
        tap = PostgresTap.open("test", Endpoint.loopback(server.getLocalPort()));
        client = new Socket(tap.address().host(), tap.address().port());
        serverSide = server.accept();
        Thread serving = new Thread(this::serve, "server-of-a-test");
        serving.setDaemon(true);
        serving.start();
        client.getOutputStream().write(ClientMessages.startup());
        assertThat(replyTag()).isEmpty();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        tap.close();
        serverSide.close();
        server.close();
    }

    private void serve() {
        try {
            DataInputStream in = new DataInputStream(serverSide.getInputStream());
            OutputStream out = serverSide.getOutputStream();
            PostgresMessages.readStartup(in);
            out.write(message('K', ByteBuffer.allocate(8).putInt(BACKEND_PID).array()));
            out.write(message('Z', new byte[] {'I'}));
            for (PostgresMessages.Message next = PostgresMessages.read(in);
                    next != null;
                    next = PostgresMessages.read(in)) {
                String query = PostgresMessages.text(next.body());
                seenByServer.add(query);
                if (query.equals(UNANSWERED)) {
                    serverSide.close();
                    return;
                }
                out.write(message('C', (query + "\0").getBytes(StandardCharsets.UTF_8)));
                out.write(message('Z', new byte[] {'I'}));
            }
        } catch (IOException closed) {
            seenByServer.add("closed");
        }
    }

    private static byte[] message(char type, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) type)
                .putInt(4 + body.length)
                .put(body)
                .array();
    }

    private void send(String query) throws IOException {
        client.getOutputStream().write(ClientMessages.query(query));
    }

    /** The tag of the next reply; empty if it has none; null at the end of the connection. */
    private String replyTag() throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        ByteArrayOutputStream tag = new ByteArrayOutputStream();
        while (true) {
            PostgresMessages.Message message = PostgresMessages.read(in);
            if (message == null) {
                return null;
            }
            if (message.type() == 'C') {
                tag.writeBytes(PostgresMessages.text(message.body()).getBytes(StandardCharsets.UTF_8));
            }
            if (message.type() == 'Z') {
                return tag.toString(StandardCharsets.UTF_8);
            }
        }
    }

    private String nextSeenByServer() throws InterruptedException {
        return seenByServer.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void handsOnWhatNobodyHolds() throws Exception {
        send("SELECT 1");

        assertThat(replyTag()).isEqualTo("SELECT 1");
        assertThat(tap.failures()).isEmpty();
    }

    @Test
    void holdsTheNextCommitAndNamesTheServerProcessThatItIsFor() throws Exception {
        HeldVolley hold = tap.hold(Volley::isCommit);
        send("BEGIN");
        assertThat(replyTag()).isEqualTo("BEGIN");
        send("COMMIT");

        assertThat(hold.await(SOON).backendPid()).isEqualTo(BACKEND_PID);
        assertThat(nextSeenByServer()).isEqualTo("BEGIN");
        assertThat(seenByServer).isEmpty();
        hold.forward();
        assertThat(replyTag()).isEqualTo("COMMIT");
    }

    @Test
    void keepsAReplyUntilItIsDelivered() throws Exception {
        HeldVolley hold = tap.hold(Volley::isCommit);
        send("COMMIT");
        hold.await(SOON);
        hold.forwardWithholdingReply();

        assertThat(hold.awaitReply(SOON).isCommitted()).isTrue();
        assertThat(client.getInputStream().available()).isZero();
        hold.deliver();
        assertThat(replyTag()).isEqualTo("COMMIT");
    }

    @Test
    void aReplyThatIsCutEndsTheConnection() throws Exception {
        HeldVolley hold = tap.hold(Volley::isCommit);
        send("COMMIT");
        hold.await(SOON);
        hold.forwardWithholdingReply();
        hold.awaitReply(SOON);
        hold.cut();

        assertThat(replyTag()).isNull();
    }

    @Test
    void whatIsDiscardedNeverReachesTheServer() throws Exception {
        HeldVolley hold = tap.hold(Volley::isCommit);
        send("COMMIT");
        hold.await(SOON);
        hold.discard();

        assertThat(replyTag()).isNull();
        assertThat(seenByServer).doesNotContain("COMMIT");
    }

    @Test
    void theClientLearnsThatItsCommitWentUnansweredOnlyWhenItIsLetGo() throws Exception {
        HeldVolley hold = tap.hold(Volley::isCommit);
        send(UNANSWERED);
        hold.await(SOON);
        hold.forward();

        assertThat(hold.awaitEnded(SOON)).isIn("FIN_FROM_SERVER", "RST_FROM_SERVER");
        client.setSoTimeout((int) NOT_YET.toMillis());
        assertThatThrownBy(this::replyTag).isInstanceOf(SocketTimeoutException.class);
        hold.letGo();
        client.setSoTimeout((int) SOON.toMillis());
        assertThat(isAtEnd()).isTrue();
    }

    private boolean isAtEnd() throws IOException {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void aHoldThatNothingFitsCatchesNothing() throws Exception {
        HeldVolley hold = tap.hold(Volley::isCommit);
        send("SELECT 1");
        assertThat(replyTag()).isEqualTo("SELECT 1");

        assertThatThrownBy(() -> hold.await(NOT_YET)).isInstanceOf(TimeoutException.class);
    }
}

package delivery.chaos.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Frames go out and come back, in the clear and with TLS. */
class SecuredConnectionTest {
    private static final char[] PASSWORD = "not a secret".toCharArray();
    private static final Map<String, Object> PLAIN = Map.of("bootstrap.servers", "localhost:1");

    @TempDir
    private Path directory;

    /** Answers each frame with itself, as often as it is asked to, then hangs up. */
    private static Node echo(ServerSocket server, int times) {
        Thread thread = new Thread(
                () -> {
                    try (server;
                            Socket socket = server.accept()) {
                        DataInputStream in = new DataInputStream(socket.getInputStream());
                        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                        for (int left = times; left > 0; left--) {
                            byte[] frame = new byte[in.readInt()];
                            in.readFully(frame);
                            out.writeInt(frame.length);
                            out.write(frame);
                        }
                    } catch (IOException gone) {
                        // The client did not like the certificate.
                    }
                },
                "echo");
        thread.setDaemon(true);
        thread.start();
        return new Node(0, "localhost", server.getLocalPort());
    }

    private static ByteBuffer frame(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer frame) {
        return StandardCharsets.UTF_8.decode(frame).toString();
    }

    @Test
    void carriesFramesInTheClear() throws IOException {
        Node broker = echo(new ServerSocket(0, 1, InetAddress.getByName("localhost")), 2);

        try (SecuredConnection connection = new SecuredConnection(broker, PLAIN)) {
            connection.send(frame("one"));
            assertThat(text(connection.receive())).isEqualTo("one");
            connection.send(frame("two"));
            assertThat(text(connection.receive())).isEqualTo("two");
        }
    }

    @Test
    void saysThatTheBrokerHasHungUp() throws IOException {
        Node broker = echo(new ServerSocket(0, 1, InetAddress.getByName("localhost")), 0);

        assertThatThrownBy(() -> {
                    try (SecuredConnection connection = new SecuredConnection(broker, PLAIN)) {
                        connection.send(frame("one"));
                        connection.receive();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void carriesFramesWithTlsToWhomItTrustsAndToNobodyElse() throws Exception {
        KeyStore keys = keys();
        Map<String, Object> trusting = Map.of(
                "bootstrap.servers",
                "localhost:1",
                "security.protocol",
                "SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.certificates",
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getCertificate("broker").getEncoded())
                        + "\n-----END CERTIFICATE-----");

        try (SecuredConnection connection = new SecuredConnection(echo(server(keys), 1), trusting)) {
            connection.send(frame("one"));
            assertThat(text(connection.receive())).isEqualTo("one");
        }
        Node stranger = echo(server(keys), 1);
        Map<String, Object> distrusting = Map.of("bootstrap.servers", "localhost:1", "security.protocol", "SSL");
        assertThatThrownBy(() -> new SecuredConnection(stranger, distrusting))
                .isInstanceOf(AuthenticationException.class);
    }

    private static ServerSocket server(KeyStore keys) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getByName("localhost"));
    }

    /** A key of a broker and its certificate, made by the JDK's own tool. */
    private KeyStore keys() throws Exception {
        Path file = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }
}

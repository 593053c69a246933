package delivery.chaos.cluster;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Utils;

/**
 * How one broker looks from outside, whatever it runs in.
 *
 * @param clientSettings by which its cluster is reached; there may be secrets in them
 */
record BrokerProbe(Endpoint address, Map<String, Object> clientSettings) {
    /** One that lives answers in a fraction of it. */
    static final Duration ANSWER_MAX = Duration.ofSeconds(3);

    private static final int CONNECT_MS_MAX = 3_000;
    /** Before a broker that is gone a proxy ends a connection at once; a broker waits for a request. */
    private static final int ENDED_MS_MAX = 500;

    /** How it shows that nothing listens there; empty if something does. */
    Optional<String> nothingListens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MS_MAX);
            return isEndedAtOnce(socket)
                    ? Optional.of("a connection to " + address + " was ended at once")
                    : Optional.empty();
        } catch (ConnectException refused) {
            return Optional.of("a connection to " + address + " was refused");
        } catch (SocketTimeoutException late) {
            return Optional.of("a connection to " + address + " was not taken within " + CONNECT_MS_MAX + " ms");
        } catch (UnknownHostException unknown) {
            return Optional.of("the host of " + address + " is not known any more");
        } catch (IOException failed) {
            return Optional.of("no connection to " + address + " can be made (" + failed.getMessage() + ")");
        }
    }

    private static boolean isEndedAtOnce(Socket socket) throws IOException {
        socket.setSoTimeout(ENDED_MS_MAX);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        }
    }

    /** After how many milliseconds it answers a request of a new client; empty if it does not in time. */
    OptionalLong answersAfterMs() throws InterruptedException {
        long startNanos = System.nanoTime();
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, Utils.formatAddress(address.host(), address.port()));
        settings.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        Admin admin;
        try {
            admin = Admin.create(settings);
        } catch (KafkaException unknownHost) {
            return OptionalLong.empty();
        }
        try {
            admin.describeCluster().nodes().get(ANSWER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException none) {
            return OptionalLong.empty();
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
                return OptionalLong.empty();
            }
            throw new IllegalStateException(address + " cannot be asked whether it answers", refused.getCause());
        } finally {
            admin.close(Duration.ZERO);
        }
        return OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
    }
}

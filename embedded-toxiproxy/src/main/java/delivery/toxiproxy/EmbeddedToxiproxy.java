package delivery.toxiproxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;

/**
 * A Toxiproxy server in this process: the HTTP API, the proxies and the toxics of Toxiproxy {@value Api#VERSION}, for
 * any of its clients.
 */
public final class EmbeddedToxiproxy implements AutoCloseable {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(25);
    private static final long CLOSE_TIMEOUT_MS = 10_000;

    private final String host;
    private final Workers workers = new Workers();
    private final ProxyCollection proxies = new ProxyCollection(workers);
    private final ApiServer server;

    private EmbeddedToxiproxy(String host, int port) throws IOException, InterruptedException {
        this.host = host;
        server = new ApiServer(new InetSocketAddress(host, port), new Api(proxies).routes, REQUEST_TIMEOUT, workers);
    }

    /**
     * Starts a server without proxies.
     *
     * @param host name or address that the API listens on
     * @param port of the API; 0 for any that is free
     * @throws IOException if the address cannot be bound
     */
    public static EmbeddedToxiproxy start(String host, int port) throws IOException {
        try {
            return new EmbeddedToxiproxy(host, port);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the API was starting", stop);
        }
    }

    /** The host that the API listens on, as given. */
    public String host() {
        return host;
    }

    /** The port that the API listens on. */
    public int port() {
        return server.address().getPort();
    }

    /**
     * Creates proxies as a POST to /populate would.
     *
     * @param json an array of proxies
     * @throws IOException with the reason, at the first that cannot be created; those before it stay
     */
    public void populate(byte[] json) throws IOException {
        try {
            for (ProxyRequest request : ProxyRequest.toPopulate(json)) {
                proxies.addOrReplace(request);
            }
        } catch (ApiException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
    }

    /**
     * Stops the API and all proxies, closes their connections, and waits until every thread has ended.
     *
     * @throws IllegalStateException naming the threads that did not end
     */
    @Override
    public void close() {
        server.close();
        proxies.close();
        try {
            Set<Thread> left = workers.awaitEnd(CLOSE_TIMEOUT_MS);
            if (!left.isEmpty()) {
                throw new IllegalStateException("threads that do not end: " + left);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}

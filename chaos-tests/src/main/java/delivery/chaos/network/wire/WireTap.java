package delivery.chaos.network.wire;

import delivery.chaos.cluster.Endpoint;
import delivery.chaos.network.wire.Hold.Moment;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A Kafka-protocol proxy in front of a pipeline's link: one listener for every broker. It splits the stream into
 * frames, matches responses to requests, rewrites broker addresses so that the pipeline cannot leave the link,
 * counts, and holds a request where it is told to. It never loses bytes in the middle of a stream, for TCP does not.
 */
public final class WireTap implements Closeable {
    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private final String name;
    private final TapListeners listeners;
    private final TapPorts ports;
    private final TapTls tls;
    private final AddressRewriter rewriter;
    private final Set<TappedConnection> connections = ConcurrentHashMap.newKeySet();
    private final Holds holds = new Holds();
    private final AtomicInteger connectionNumbers = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final ConcurrentLinkedQueue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /**
     * Opens a tap.
     *
     * @param name of the link, for thread names
     * @param next for every broker id, where its traffic goes on to
     */
    public static WireTap open(String name, Map<Integer, Endpoint> next, TapListener... listeners) throws IOException {
        return open(name, next, TapTls.NONE, listeners);
    }

    /** The same where one side or both may speak TLS. */
    public static WireTap open(String name, Map<Integer, Endpoint> next, TapTls tls, TapListener... listeners)
            throws IOException {
        WireTap tap = new WireTap(name, next, tls, List.of(listeners));
        tap.ports.accept((brokerId, pipeline) -> tap.open(brokerId, pipeline, next.get(brokerId)), tap);
        return tap;
    }

    private WireTap(String name, Map<Integer, Endpoint> next, TapTls tls, List<TapListener> listeners)
            throws IOException {
        this.name = name;
        this.listeners = new TapListeners(listeners);
        this.ports = TapPorts.open(next.keySet());
        this.tls = tls;
        this.rewriter = new AddressRewriter(ports.addresses());
    }

    /** What a pipeline is given as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return ports.addresses().values().stream().map(Endpoint::toString).collect(Collectors.joining(","));
    }

    /** The ports that the tap listens on, all there is for the pipeline to connect to. */
    public List<Integer> ports() {
        return ports.addresses().values().stream().map(Endpoint::port).toList();
    }

    /**
     * Holds the next request that fits; several holds may be armed, each catches one request. None is caught after one
     * that is still unanswered on the same connection, for it would share its fate.
     */
    public Hold hold(Predicate<TappedRequest> kind) {
        return arm(new Hold(kind, Moment.ARRIVED));
    }

    /**
     * Holds the response to the next request that fits and is carried out. While it waits for the response nothing
     * after that request is caught; one that is refused is handed its error, and the next is waited for.
     */
    public Hold holdCarriedOut(Predicate<TappedRequest> kind) {
        return arm(new Hold(kind, Moment.CARRIED_OUT));
    }

    private Hold arm(Hold hold) {
        holds.arm(hold);
        return hold;
    }

    /** Tells one more listener of what crosses from now on. */
    public void tell(TapListener listener) {
        listeners.add(listener);
    }

    /** Takes back every hold that is armed, and lets what is held go on. */
    public void cancelHolds() {
        holds.cancel();
    }

    /** What has crossed so far. */
    public WireCounts counts() {
        return listeners.counts();
    }

    /** The requests that were forwarded and that no answer has come to yet. */
    public List<TappedRequest> pending() {
        return connections.stream()
                .flatMap(connection -> connection.pending().stream())
                .toList();
    }

    /** How many connections the pipeline has made; each has the next number. */
    public int connections() {
        return connectionNumbers.get();
    }

    /** How many connections of the pipeline found the link down. */
    public int refusedConnections() {
        return refused.get();
    }

    /** What went wrong in the tap itself; a scenario with any of these proves nothing. */
    public List<RuntimeException> failures() {
        return List.copyOf(failures);
    }

    private void open(int brokerId, Socket pipeline, Endpoint next) throws IOException {
        Socket broker = new Socket();
        try {
            pipeline.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            broker.connect(new InetSocketAddress(next.host(), next.port()), CONNECT_TIMEOUT_MS);
        } catch (ConnectException down) {
            refused.incrementAndGet();
            broker.close();
            pipeline.close();
            return;
        } catch (IOException failed) {
            broker.close();
            pipeline.close();
            throw failed;
        }
        TappedConnection connection = new TappedConnection(
                this,
                brokerId,
                connectionNumbers.incrementAndGet(),
                new TapSide(pipeline, tls.toPipeline(pipeline)),
                new TapSide(broker, tls.toBroker(broker, brokerId)));
        connections.add(connection);
        connection.start();
        if (closed) {
            connection.end(HeldRequest.ConnectionEnd.CLOSED_BY_TAP);
        }
    }

    /** Tells of a request that has arrived, and catches it for whoever waits for it; null if nobody does. */
    HeldRequest arrived(TappedRequest request, TappedConnection connection) {
        listeners.arrived(request);
        AddressRewriter.requireReadable(request);
        return request.isReadable() ? holds.offer(request, connection) : null;
    }

    AddressRewriter rewriter() {
        return rewriter;
    }

    TapListeners listeners() {
        return listeners;
    }

    Holds holds() {
        return holds;
    }

    /** Notes what went wrong, and tells those who wait for a request that it is in vain. */
    void fail(RuntimeException failure) {
        failures.add(failure);
        holds.fail(failure);
    }

    void ended(TappedConnection connection) {
        connections.remove(connection);
    }

    Thread thread(String what, int brokerId, int connection, Runnable body) {
        Thread thread = new Thread(body, "tap-" + name + "-" + what + "-" + brokerId + "-" + connection);
        thread.setDaemon(true);
        return thread;
    }

    /** Closes every listener and connection and lets go what is held. */
    @Override
    public void close() throws IOException {
        closed = true;
        ports.close();
        holds.close();
        connections.forEach(connection -> connection.end(HeldRequest.ConnectionEnd.CLOSED_BY_TAP));
    }
}

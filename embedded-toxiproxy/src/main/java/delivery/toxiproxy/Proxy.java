package delivery.toxiproxy;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;

/** A listener whose connections are forwarded to an upstream address, through toxics. */
final class Proxy {
    private static final System.Logger LOG = System.getLogger(Proxy.class.getName());
    /** As many as the kernel allows; Java's default would refuse bursts. */
    private static final int BACKLOG = 4096;

    private final String name;
    private final Workers workers;
    private final ToxicCollection toxics = new ToxicCollection();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile ProxyState state;
    private ServerSocket listener;
    private CountDownLatch acceptorEnded;
    private boolean closed;

    /** What the API shows and changes; {@code listen} is the bound address while enabled. */
    record ProxyState(String listen, String upstream, boolean enabled) {
        ProxyState enabled(boolean newEnabled) {
            return new ProxyState(listen, upstream, newEnabled);
        }
    }

    /** A proxy that does not listen yet. */
    Proxy(String name, String listen, String upstream, Workers workers) {
        this.name = name;
        this.workers = workers;
        this.state = new ProxyState(listen, upstream, false);
    }

    String name() {
        return name;
    }

    ProxyState state() {
        return state;
    }

    ToxicCollection toxics() {
        return toxics;
    }

    /**
     * Begins to listen, unless it already does.
     *
     * @throws ApiException 500 if the address cannot be bound, 404 if it was closed: whoever asks has found it before
     */
    synchronized void start() throws ApiException {
        if (closed) {
            throw ApiException.proxyNotFound();
        }
        if (state.enabled()) {
            return;
        }
        listener = HostPort.listen(state.listen(), BACKLOG);
        state = new ProxyState(HostPort.text(listener), state.upstream(), true);
        ServerSocket accepting = listener;
        String upstream = state.upstream();
        CountDownLatch ended = new CountDownLatch(1);
        acceptorEnded = ended;
        try {
            workers.run(name + " accept " + state.listen(), () -> {
                try {
                    accept(accepting, upstream);
                } finally {
                    ended.countDown();
                }
            });
        } catch (RejectedExecutionException closing) {
            ended.countDown();
            stop();
            throw new ApiException(503, "the server is closing");
        }
    }

    /**
     * Begins to listen and forgets all toxics; nothing to one that was closed, for it is no proxy of the server any
     * more.
     */
    void reset() throws ApiException, InterruptedException {
        synchronized (this) {
            if (closed) {
                return;
            }
            start();
        }
        toxics.removeAll();
    }

    /** Stops for good: nobody who has found it before starts it again. */
    synchronized void close() {
        closed = true;
        stop();
    }

    /** Closes the listener and every connection; what is still inside them is dropped. */
    synchronized void stop() {
        if (!state.enabled()) {
            return;
        }
        state = state.enabled(false);
        Sockets.close(listener);
        awaitAcceptor();
        connections.forEach(Connection::abort);
    }

    /**
     * Takes over a new state: restarts if the address or the upstream differ, starts or stops if only that is asked
     * for.
     *
     * @throws ApiException 500 if the address makes no sense, and nothing changed, or cannot be bound, and it is
     *     disabled
     */
    synchronized void update(ProxyState wanted) throws ApiException {
        if (differs(wanted.listen(), wanted.upstream())) {
            stop();
            state = new ProxyState(wanted.listen(), wanted.upstream(), false);
        }
        if (wanted.enabled()) {
            start();
        } else {
            stop();
        }
    }

    /** Whether this address, once resolved, or this upstream is another one. */
    boolean differs(String listen, String upstream) throws ApiException {
        return !HostPort.resolve(listen).equals(state.listen()) || !upstream.equals(state.upstream());
    }

    void forget(Connection connection) {
        connections.remove(connection);
        toxics.forget(connection);
    }

    private void accept(ServerSocket from, String upstream) {
        try {
            while (true) {
                Socket client = from.accept();
                Connection connection = new Connection(this, upstream, client, workers);
                connections.add(connection);
                start(connection);
            }
        } catch (SocketException closed) {
            LOG.log(from.isClosed() ? Level.DEBUG : Level.ERROR, () -> name + " accepts no more: " + closed);
        } catch (IOException failure) {
            LOG.log(Level.ERROR, () -> name + " accepts no more: " + failure);
        }
    }

    private static void start(Connection connection) {
        try {
            connection.start();
        } catch (RejectedExecutionException closing) {
            connection.abort();
        }
    }

    private void awaitAcceptor() {
        try {
            acceptorEnded.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}

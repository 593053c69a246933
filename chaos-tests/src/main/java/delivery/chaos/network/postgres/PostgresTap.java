package delivery.chaos.network.postgres;

import delivery.chaos.cluster.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A proxy for PostgreSQL's protocol in front of a pipeline's link to its database. It hands on what a client sends
 * volley by volley, and holds one where it is told to. It never loses bytes in the middle of a stream.
 */
public final class PostgresTap implements Closeable {
    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private final String name;
    private final Endpoint next;
    private final ServerSocket server;
    private final List<PostgresListener> listeners = new CopyOnWriteArrayList<>();
    private final List<HeldVolley> holds = new CopyOnWriteArrayList<>();
    private final Set<TappedSession> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final ConcurrentLinkedQueue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    private PostgresTap(String name, Endpoint next, List<PostgresListener> listeners) throws IOException {
        this.name = name;
        this.next = next;
        this.listeners.addAll(listeners);
        this.server = new ServerSocket(0, 0, InetAddress.getByName(Endpoint.LOOPBACK));
    }

    /**
     * Opens a tap on a free port.
     *
     * @param name of the link, for thread names
     * @param next where the traffic goes on to
     */
    public static PostgresTap open(String name, Endpoint next, PostgresListener... listeners) throws IOException {
        PostgresTap tap = new PostgresTap(name, next, List.of(listeners));
        tap.thread("accept", tap::accept).start();
        return tap;
    }

    /** Where a client connects to. */
    public Endpoint address() {
        return Endpoint.loopback(server.getLocalPort());
    }

    /** Holds the next volley that fits, before it is forwarded. */
    public HeldVolley hold(Predicate<Volley> kind) {
        HeldVolley hold = new HeldVolley(kind);
        holds.add(hold);
        return hold;
    }

    /** Takes back every hold, and lets what is held go on. */
    public void cancelHolds() {
        holds.forEach(HeldVolley::cancel);
        holds.clear();
    }

    /** What went wrong in the tap itself; a scenario with any of these proves nothing. */
    public List<RuntimeException> failures() {
        return List.copyOf(failures);
    }

    private void accept() {
        try (server) {
            while (!closed) {
                connected(server.accept());
            }
        } catch (IOException failed) {
            if (!closed) {
                fail(new UncheckedIOException(failed));
            }
        }
    }

    private void connected(Socket client) throws IOException {
        Socket database = new Socket();
        try {
            client.setTcpNoDelay(true);
            database.setTcpNoDelay(true);
            database.connect(new InetSocketAddress(next.host(), next.port()), CONNECT_TIMEOUT_MS);
        } catch (IOException down) {
            // The client finds out as it would without the tap: its connection ends.
            database.close();
            client.close();
            return;
        }
        TappedSession session = new TappedSession(this, connections.incrementAndGet(), client, database);
        sessions.add(session);
        session.start();
        if (closed) {
            session.end(false);
        }
    }

    HeldVolley arrived(Volley volley) {
        listeners.forEach(listener -> listener.onVolley(volley));
        for (HeldVolley hold : holds) {
            if (hold.catches(volley)) {
                holds.remove(hold);
                return hold;
            }
        }
        return null;
    }

    List<PostgresListener> listeners() {
        return listeners;
    }

    void fail(RuntimeException failure) {
        failures.add(failure);
    }

    void ended(TappedSession session) {
        sessions.remove(session);
    }

    Thread thread(String what, Runnable body) {
        Thread thread = new Thread(body, "postgres-tap-" + name + "-" + what);
        thread.setDaemon(true);
        return thread;
    }

    /** Closes the port and every connection, and lets go what is held. */
    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        cancelHolds();
        sessions.forEach(session -> session.end(false));
    }
}

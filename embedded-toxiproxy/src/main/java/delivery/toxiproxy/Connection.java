package delivery.toxiproxy;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/** A client and, once it is dialled, its server: two sockets, and a link in each direction. */
final class Connection implements Runnable {
    private static final System.Logger LOG = System.getLogger(Connection.class.getName());

    private final String name;
    private final Proxy proxy;
    private final String upstream;
    private final Workers workers;
    private final List<Socket> sockets = new ArrayList<>();
    private final Map<Stream, ToxicLink> links = new EnumMap<>(Stream.class);
    private int linksEnded;
    private boolean aborted;

    /** @param upstream where to dial, {@code host:port} */
    Connection(Proxy proxy, String upstream, Socket client, Workers workers) {
        this.name = proxy.name() + " " + client.getRemoteSocketAddress();
        this.proxy = proxy;
        this.upstream = upstream;
        this.workers = workers;
        sockets.add(client);
    }

    /** Starts the thread that dials the server and then reads the client. */
    void start() {
        workers.run(name + " upstream", this);
    }

    @Override
    public void run() {
        try {
            establish(dial());
        } catch (IOException failure) {
            LOG.log(Level.DEBUG, () -> name + ": no connection to " + upstream + ": " + failure);
            abort();
            return;
        }
        try {
            workers.run(name + " downstream", link(Stream.DOWNSTREAM));
        } catch (RejectedExecutionException closing) {
            abort();
            return;
        }
        link(Stream.UPSTREAM).run();
    }

    private Socket dial() throws IOException {
        IOException failure = new ConnectException("no address");
        for (InetSocketAddress address : HostPort.addressesOf(upstream)) {
            Socket server = new Socket();
            try {
                hold(server);
                server.connect(address);
                return server;
            } catch (IOException refused) {
                failure = refused;
                Sockets.close(server);
            }
        }
        throw failure;
    }

    private void establish(Socket server) throws IOException {
        Socket client = sockets.get(0);
        for (Socket socket : List.of(client, server)) {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
        }
        synchronized (this) {
            links.put(Stream.UPSTREAM, new ToxicLink(name + " upstream", client, server, workers, this::linkEnded));
            links.put(Stream.DOWNSTREAM, new ToxicLink(name + " downstream", server, client, workers, this::linkEnded));
        }
        proxy.toxics().join(this);
    }

    synchronized ToxicLink link(Stream stream) {
        return links.get(stream);
    }

    /** Whether nothing goes through any more, in either direction. */
    synchronized boolean isOver() {
        return aborted || linksEnded == links.size();
    }

    /** Makes both sockets end by a RST, however they will be closed. */
    synchronized void resetWhenClosed() throws SocketException {
        for (Socket socket : sockets) {
            socket.setSoLinger(true, 0);
        }
    }

    /** Closes both sockets at once; what is still inside is dropped. */
    void abort() {
        List<ToxicLink> open;
        synchronized (this) {
            aborted = true;
            sockets.forEach(Sockets::close);
            open = List.copyOf(links.values());
        }
        open.forEach(ToxicLink::end);
        proxy.forget(this);
    }

    private synchronized void hold(Socket server) throws SocketException {
        if (aborted) {
            throw new SocketException("the proxy was stopped");
        }
        sockets.add(server);
    }

    private void linkEnded() {
        boolean last;
        synchronized (this) {
            linksEnded++;
            last = isOver();
        }
        if (last) {
            proxy.forget(this);
        }
    }
}

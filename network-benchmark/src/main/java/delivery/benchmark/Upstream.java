package delivery.benchmark;

import delivery.chaos.cluster.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The server at the end of every path. Each of its connections has a thread, used again for a second. */
final class Upstream implements Closeable {
    private static final int BACKLOG = 1024;

    /** What the server does for a client, until that closes. */
    interface Service {
        void serve(Socket client) throws IOException;
    }

    private final ServerSocket listener = new ServerSocket(0, BACKLOG, InetAddress.getByName(Endpoint.LOOPBACK));
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), Upstream::thread);
    private final Queue<IOException> failures = new ConcurrentLinkedQueue<>();
    private final Service service;

    Upstream(Service service) throws IOException {
        this.service = service;
        threads.execute(this::accept);
    }

    private static Thread thread(Runnable body) {
        Thread thread = new Thread(body, "upstream");
        thread.setDaemon(true);
        return thread;
    }

    Endpoint endpoint() {
        return Endpoint.loopback(listener.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException failed) {
            if (!listener.isClosed()) {
                failures.add(failed);
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            service.serve(client);
        } catch (IOException failed) {
            failures.add(failed);
        }
    }

    /**
     * Takes no more connections.
     *
     * @throws IOException the first that went wrong on a connection: then the figures mean nothing
     */
    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdown();
        IOException failed = failures.poll();
        if (failed != null) {
            throw new IOException("the server at the end of a path failed: " + failed.getMessage(), failed);
        }
    }
}

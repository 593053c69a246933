package delivery.benchmark;

import delivery.chaos.cluster.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that do the same at the same time, each on a connection of its own. */
final class ConcurrentClients {
    private static final int READ_TIMEOUT_MS = 20_000;

    private ConcurrentClients() {}

    /** Connects to a path. A read that takes longer than {@value #READ_TIMEOUT_MS} ms fails. */
    static Socket connect(Endpoint entry) throws IOException {
        Socket socket = new Socket(entry.host(), entry.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(READ_TIMEOUT_MS);
        return socket;
    }

    /** Runs as many clients as are asked for; the sum of what they return. */
    static long sum(int clients, Callable<Long> client) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Long> results = new ArrayList<>();
            for (Future<Long> result : threads.invokeAll(Collections.nCopies(clients, client))) {
                results.add(result.get());
            }
            return results.stream().mapToLong(Long::longValue).sum();
        } catch (ExecutionException failed) {
            throw new IOException("a client failed: " + failed.getCause().getMessage(), failed.getCause());
        } finally {
            threads.shutdown();
        }
    }
}

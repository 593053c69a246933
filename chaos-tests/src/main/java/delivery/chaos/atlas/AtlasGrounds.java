package delivery.chaos.atlas;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.cluster.TransactionVersion;
import delivery.chaos.network.ToxiproxyServer;
import delivery.chaos.network.ToxiproxyServers;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.report.Run;
import delivery.chaos.scenario.Surroundings;
import delivery.chaos.scenario.Versions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** What the scenarios of an atlas run on: a cluster that they share, and others whose brokers are killed. */
final class AtlasGrounds implements Closeable {
    private final Deque<Closeable> opened = new ArrayDeque<>();
    private final Path workDirectory;
    private final TransactionVersion transactionVersion;
    private final Surroundings shared;
    private final AtomicInteger breaking = new AtomicInteger();

    AtlasGrounds(Path workDirectory, Versions versions, TransactionVersion transactionVersion)
            throws IOException, InterruptedException, ExecutionException {
        this.workDirectory = workDirectory;
        this.transactionVersion = transactionVersion;
        try {
            ChildProcesses processes = opened(new ChildProcesses());
            ToxiproxyServer toxiproxy = opened(ToxiproxyServers.embedded());
            KafkaCluster cluster = openCluster("shared", processes);
            shared = new Surroundings(
                    processes,
                    cluster,
                    toxiproxy,
                    workDirectory,
                    versions.byName(toxiproxy.kind().toString(), toxiproxy.version(), cluster.transactionVersion()));
        } catch (IOException | InterruptedException | ExecutionException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private KafkaCluster openCluster(String name, ChildProcesses processes)
            throws IOException, InterruptedException, ExecutionException {
        KafkaCluster cluster =
                opened(KafkaCluster.start(processes, workDirectory.resolve("cluster-" + name), transactionVersion));
        Layout.prepare(cluster);
        return cluster;
    }

    private synchronized <T extends Closeable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Embedded, for all links. */
    Run.Toxiproxy toxiproxy() {
        ToxiproxyServer server = shared.toxiproxy();
        return new Run.Toxiproxy(server.kind().toString(), server.version());
    }

    Surroundings shared() {
        return shared;
    }

    /** Opens one more cluster, for scenarios that kill brokers. */
    Surroundings openBreaking() throws IOException, InterruptedException, ExecutionException {
        return new Surroundings(
                shared.processes(),
                openCluster("breaking-" + breaking.incrementAndGet(), shared.processes()),
                shared.toxiproxy(),
                workDirectory,
                shared.versions());
    }

    /** In the opposite order of opening. */
    @Override
    public synchronized void close() throws IOException {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}

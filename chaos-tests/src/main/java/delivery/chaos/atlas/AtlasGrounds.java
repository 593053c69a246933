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

/** What the scenarios of an atlas run on: a cluster that they share, and one whose brokers are killed. */
final class AtlasGrounds implements Closeable {
    private final Deque<Closeable> opened = new ArrayDeque<>();
    private final Path workDirectory;
    private final TransactionVersion transactionVersion;
    private final Surroundings shared;
    private Surroundings breaking;

    AtlasGrounds(Path workDirectory, Versions versions, TransactionVersion transactionVersion)
            throws IOException, InterruptedException, ExecutionException {
        this.workDirectory = workDirectory;
        this.transactionVersion = transactionVersion;
        try {
            ChildProcesses processes = opened(new ChildProcesses());
            ToxiproxyServer toxiproxy = opened(ToxiproxyServers.embedded());
            KafkaCluster cluster = cluster("shared", processes);
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

    private KafkaCluster cluster(String name, ChildProcesses processes)
            throws IOException, InterruptedException, ExecutionException {
        KafkaCluster cluster =
                opened(KafkaCluster.start(processes, workDirectory.resolve("cluster-" + name), transactionVersion));
        Layout.prepare(cluster);
        return cluster;
    }

    private <T extends Closeable> T opened(T resource) {
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

    /** Started when it is first asked for. */
    synchronized Surroundings breaking() throws IOException, InterruptedException, ExecutionException {
        if (breaking == null) {
            breaking = new Surroundings(
                    shared.processes(),
                    cluster("breaking", shared.processes()),
                    shared.toxiproxy(),
                    workDirectory,
                    shared.versions());
        }
        return breaking;
    }

    /** In the opposite order of opening. */
    @Override
    public synchronized void close() throws IOException {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}

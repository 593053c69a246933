package delivery.chaos.atlas;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.cluster.TransactionVersion;
import delivery.chaos.network.ToxiproxyServer;
import delivery.chaos.network.ToxiproxyServers;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.report.Run;
import delivery.chaos.run.Versions;
import delivery.chaos.scenario.Surroundings;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** What the scenarios of an atlas run on: a cluster that they share, and others whose brokers are killed. */
final class AtlasGrounds implements Execution.ClusterSource, Closeable {
    private final Deque<Closeable> opened = new ArrayDeque<>();
    private final Path workDirectory;
    private final TransactionVersion transactionVersion;
    private final PrintStream console;
    private final AtomicInteger breaking = new AtomicInteger();
    private Surroundings shared;

    private AtlasGrounds(Path workDirectory, TransactionVersion transactionVersion, PrintStream console) {
        this.workDirectory = workDirectory;
        this.transactionVersion = transactionVersion;
        this.console = console;
    }

    /** Opens all, the clusters apart whose brokers are to be killed. */
    static AtlasGrounds open(
            Path workDirectory, Versions versions, TransactionVersion transactionVersion, PrintStream console)
            throws IOException, InterruptedException, ExecutionException {
        AtlasGrounds grounds = new AtlasGrounds(workDirectory, transactionVersion, console);
        try {
            grounds.shared = grounds.openShared(versions);
            return grounds;
        } catch (IOException | InterruptedException | ExecutionException | RuntimeException failed) {
            grounds.close();
            throw failed;
        }
    }

    /** Takes what is there already, and leaves it open. */
    static AtlasGrounds on(
            Surroundings shared, Path workDirectory, TransactionVersion transactionVersion, PrintStream console)
            throws InterruptedException, ExecutionException {
        AtlasGrounds grounds = new AtlasGrounds(workDirectory, transactionVersion, console);
        Layout.prepare(shared.cluster());
        grounds.shared = new Surroundings(
                shared.processes(), shared.cluster(), shared.toxiproxy(), workDirectory, shared.versions());
        return grounds;
    }

    private Surroundings openShared(Versions versions) throws IOException, InterruptedException, ExecutionException {
        ChildProcesses processes = opened(new ChildProcesses());
        ToxiproxyServer toxiproxy = opened(ToxiproxyServers.embedded());
        KafkaCluster cluster = openCluster("shared", processes);
        return new Surroundings(
                processes,
                cluster,
                toxiproxy,
                workDirectory,
                versions.byName(toxiproxy.kind().toString(), toxiproxy.version(), cluster.transactionVersion()));
    }

    /** One that fails to start, as on a machine that is busy, is tried again once. */
    private KafkaCluster openCluster(String name, ChildProcesses processes)
            throws IOException, InterruptedException, ExecutionException {
        try {
            return openCluster(workDirectory.resolve("cluster-" + name), processes);
        } catch (IOException | ExecutionException | RuntimeException first) {
            console.println("the cluster '" + name + "' did not come up and is tried again: " + first);
            try {
                return openCluster(workDirectory.resolve("cluster-" + name + "-again"), processes);
            } catch (IOException | ExecutionException | RuntimeException second) {
                second.addSuppressed(first);
                throw second;
            }
        }
    }

    private KafkaCluster openCluster(Path directory, ChildProcesses processes)
            throws IOException, InterruptedException, ExecutionException {
        KafkaCluster cluster = KafkaCluster.start(processes, directory, transactionVersion);
        try {
            Layout.prepare(cluster);
            return opened(cluster);
        } catch (InterruptedException | ExecutionException | RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    private synchronized <T extends Closeable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }

    /** For all links. */
    Run.Toxiproxy toxiproxy() {
        ToxiproxyServer server = shared.toxiproxy();
        return new Run.Toxiproxy(server.kind().toString(), server.version());
    }

    @Override
    public Surroundings shared() {
        return shared;
    }

    @Override
    public void restore(Surroundings surroundings) {
        Layout.restore(surroundings.cluster());
    }

    @Override
    public Surroundings openBreaking() throws IOException, InterruptedException, ExecutionException {
        return new Surroundings(
                shared.processes(),
                openCluster("breaking-" + breaking.incrementAndGet(), shared.processes()),
                shared.toxiproxy(),
                workDirectory,
                shared.versions());
    }

    /** Closes in reverse order of opening. */
    @Override
    public synchronized void close() throws IOException {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}

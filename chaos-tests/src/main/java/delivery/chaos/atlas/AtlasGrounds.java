package delivery.chaos.atlas;

import delivery.chaos.cluster.KafkaCluster;
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

/** What the scenarios of an atlas run on: a cluster that they share, and beside it one whose brokers are killed. */
final class AtlasGrounds implements Closeable {
    private final Deque<Closeable> opened = new ArrayDeque<>();
    private final Surroundings shared;
    private final Surroundings breaking;

    AtlasGrounds(Path workDirectory, Versions versions) throws IOException, InterruptedException, ExecutionException {
        try {
            ChildProcesses processes = opened(new ChildProcesses());
            ToxiproxyServer toxiproxy = opened(ToxiproxyServers.embedded());
            var byName = versions.byName(toxiproxy.kind().toString(), toxiproxy.version());
            KafkaCluster sharedCluster = opened(KafkaCluster.start(processes, workDirectory.resolve("cluster-shared")));
            shared = new Surroundings(processes, sharedCluster, toxiproxy, workDirectory, byName);
            KafkaCluster breakingCluster =
                    opened(KafkaCluster.start(processes, workDirectory.resolve("cluster-breaking")));
            breaking = new Surroundings(processes, breakingCluster, toxiproxy, workDirectory, byName);
            Layout.prepare(sharedCluster);
            Layout.prepare(breakingCluster);
        } catch (IOException | InterruptedException | ExecutionException | RuntimeException failed) {
            close();
            throw failed;
        }
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

    Surroundings breaking() {
        return breaking;
    }

    /** In the opposite order of opening. */
    @Override
    public void close() throws IOException {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}

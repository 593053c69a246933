package delivery.chaos.run;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.database.ChildDatabases;
import delivery.chaos.database.Databases;
import delivery.chaos.database.NoDatabases;
import delivery.chaos.database.ServerDatabases;
import delivery.chaos.network.LinkSecurity;
import delivery.chaos.network.ToxiproxyServer;
import delivery.chaos.pipeline.ClientJars;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.IgnoredSignals;
import delivery.chaos.scenario.Surroundings;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Utils;

/**
 * What the scenarios of a run stand on: Toxiproxy, a cluster that they share, and others for those that kill brokers,
 * which the rest would feel. Several runs may stand on the same, one after the other.
 */
public final class Grounds implements Closeable {
    private final Deque<Closeable> opened = new ArrayDeque<>();
    private final Path workDirectory;
    private final Door door;
    private final ToxiproxyServer toxiproxy;
    private final Surroundings shared;
    private final Versions versions;
    private final AtomicInteger breaking = new AtomicInteger();

    /**
     * Opens Toxiproxy and the shared cluster; other clusters are opened when they are asked for.
     *
     * @param workDirectory for everything that is thrown away with the run, logs of the brokers apart; emptied first
     * @throws CannotStartException if another run is at work beside the work directory, or a Toxiproxy that was named
     *     cannot be used
     * @throws IllegalStateException if the machine has too little disk or memory left
     */
    public static Grounds open(ChaosOptions options, Path workDirectory, PrintStream console)
            throws IOException, InterruptedException, ExecutionException {
        RunLock.hold(workDirectory.toAbsolutePath().getParent());
        Utils.delete(workDirectory.toFile());
        Files.createDirectories(workDirectory);
        MachineCheck.require(workDirectory, options.input(), ChaosRun.AT_A_TIME);
        IgnoredSignals.warning().ifPresent(console::println);
        long startNanos = System.nanoTime();
        Grounds grounds = new Grounds(options, workDirectory);
        console.printf(
                "%d brokers up after %.1f s%n",
                grounds.shared().cluster().clientEndpoints().size(), (System.nanoTime() - startNanos) / 1e9);
        return grounds;
    }

    private Grounds(ChaosOptions options, Path workDirectory)
            throws IOException, InterruptedException, ExecutionException {
        this.workDirectory = workDirectory;
        Versions asked = Versions.read().with(options.brokersVersion(), options.clientsVersion());
        try {
            ChildProcesses processes = opened(new ChildProcesses());
            if (options.clientsVersion().isPresent()) {
                ClientJars.layOut(options.clientsVersion().get(), processes, workDirectory.resolve("maven.log"));
            }
            door = opened(
                    switch (options.cluster()) {
                        case PROCESSES -> new ProcessDoor(options, processes, workDirectory);
                        case CONTAINERS -> new ContainerDoor(asked, workDirectory);
                        case FOREIGN ->
                            ForeignDoor.of(
                                    options.foreign().orElseThrow(),
                                    new ProcessDoor(options, processes, workDirectory));
                    });
            toxiproxy = opened(door.openToxiproxy());
            LinkSecurity security = opened(door.openSecurity());
            KafkaCluster cluster = opened(door.openCluster("cluster"));
            versions = asked.with(cluster.versionSaid().or(options::brokersVersion), options.clientsVersion());
            shared = new Surroundings(
                    processes,
                    cluster,
                    toxiproxy,
                    workDirectory,
                    security,
                    opened(databases(options, processes)),
                    versions.byName(toxiproxy.kind().toString(), toxiproxy.version(), cluster.transactionVersion()));
        } catch (IOException | InterruptedException | ExecutionException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** None is opened before a scenario asks for one. */
    private Databases databases(ChaosOptions options, ChildProcesses processes) {
        if (options.cluster() == ChaosOptions.Cluster.CONTAINERS) {
            return new NoDatabases("a Toxiproxy in a container does not reach a database beside it");
        }
        return options.postgres()
                .<Databases>map(ServerDatabases::new)
                .orElseGet(() -> new ChildDatabases(
                        processes,
                        workDirectory.resolve("databases"),
                        workDirectory.toAbsolutePath().getParent()));
    }

    private synchronized <T extends Closeable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }

    /** For scenarios that leave brokers alone. */
    public Surroundings shared() {
        return shared;
    }

    /**
     * Opens a cluster for scenarios that kill brokers, one at a time; three idle brokers cost a tenth of a core until
     * it is closed.
     */
    Lent openBreaking() throws IOException {
        KafkaCluster cluster = opened(door.openCluster("cluster-to-break-" + breaking.incrementAndGet()));
        return new Lent(
                new Surroundings(
                        shared.processes(),
                        cluster,
                        toxiproxy,
                        workDirectory,
                        shared.security(),
                        shared.databases(),
                        shared.versions()),
                () -> close(cluster));
    }

    private synchronized void close(KafkaCluster cluster) {
        opened.remove(cluster);
        cluster.close();
    }

    /** Surroundings that are given back. */
    record Lent(Surroundings surroundings, Runnable giveBack) implements Closeable {
        @Override
        public void close() {
            giveBack.run();
        }
    }

    /** Whether {@link #openBreaking} is possible. */
    boolean opensSeveralClusters() {
        return door.opensSeveralClusters();
    }

    /** What the brokers run in, for people. */
    String brokers() {
        return door.brokers();
    }

    ToxiproxyServer toxiproxy() {
        return toxiproxy;
    }

    /** Of all that takes part. */
    Versions versions() {
        return versions;
    }

    int transactionVersion() throws InterruptedException, ExecutionException {
        return shared.cluster().transactionVersion();
    }

    /** Closes in reverse order of opening. */
    @Override
    public synchronized void close() throws IOException {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}

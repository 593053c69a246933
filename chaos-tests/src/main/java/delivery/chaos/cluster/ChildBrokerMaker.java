package delivery.chaos.cluster;

import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.Patience;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;

/** Makes the brokers of a cluster as child JVMs, and formats their storage. */
record ChildBrokerMaker(
        ChildProcesses processes,
        int size,
        BrokerJars jars,
        TransactionVersion transactionVersion,
        List<String> jvmFlags)
        implements Broker.Maker {
    private static final Duration REHEARSAL_PATIENCE = Duration.ofSeconds(60);

    @Override
    public List<Broker> make(Path directory, PortReservation reservation) throws IOException {
        rehearse(directory);
        List<BrokerSettings.Ports> quorum = new ArrayList<>();
        for (int id = 1; id <= size; id++) {
            quorum.add(ports(reservation));
        }
        String clusterId = Uuid.randomUuid().toString();
        List<Broker> brokers = new ArrayList<>();
        for (int id = 1; id <= size; id++) {
            ChildBroker broker = broker(id, directory.resolve("broker-" + id), quorum.get(id - 1));
            broker.format(clusterId, quorum, transactionVersion);
            brokers.add(broker);
        }
        return brokers;
    }

    /**
     * Runs one alone and ends it cleanly, unless that was done before: so it leaves its classes to all that follow.
     * They start without, and later, if it fails.
     */
    private void rehearse(Path directory) throws IOException {
        ChildBroker alone;
        try (PortReservation reservation = new PortReservation()) {
            BrokerSettings.Ports ports = ports(reservation);
            alone = broker(1, directory.resolve("rehearsal"), ports);
            if (alone.program().hasArchive()) {
                return;
            }
            alone.format(Uuid.randomUuid().toString(), List.of(ports), transactionVersion);
        }
        alone.start();
        // If it does not, the brokers of the cluster will say why.
        new Patience(REHEARSAL_PATIENCE, () -> alone.cpuTime().toSeconds())
                .await(() -> alone.hasStarted() || alone.process().exitCode().isPresent());
        try {
            alone.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a broker stopped");
        }
    }

    private ChildBroker broker(int id, Path directory, BrokerSettings.Ports ports) {
        return new ChildBroker(processes, jars, jvmFlags, id, directory, ports);
    }

    private static BrokerSettings.Ports ports(PortReservation reservation) throws IOException {
        return new BrokerSettings.Ports(
                reservation.reserve(), reservation.reserve(), reservation.reserve(), reservation.reserve());
    }
}

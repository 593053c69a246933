package delivery.chaos.cluster;

import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.process.JavaProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/** A broker as a directory and a child JVM. */
final class ChildBroker implements Broker {
    private static final Duration REHEARSAL_DEADLINE = Duration.ofSeconds(60);

    private final ChildProcesses processes;
    private final Path jars;
    private final Path log4jConfiguration;
    private final int id;
    private final Path directory;
    private final BrokerSettings.Ports ports;
    private ChildProcess process;
    private Optional<String> paused = Optional.empty();

    /**
     * @param jars directory of the broker's class path
     */
    ChildBroker(
            ChildProcesses processes,
            Path jars,
            Path log4jConfiguration,
            int id,
            Path directory,
            BrokerSettings.Ports ports) {
        this.processes = processes;
        this.jars = jars;
        this.log4jConfiguration = log4jConfiguration;
        this.id = id;
        this.directory = directory;
        this.ports = ports;
    }

    /** Makes brokers and formats their storage. */
    static Maker maker(ChildProcesses processes, int size, TransactionVersion transactionVersion) {
        return (directory, reservation) -> {
            Path jars = JavaCommand.location(ChildBroker.class).resolveSibling("lib");
            Path log4jConfiguration = directory.resolve("broker-log4j2.properties");
            try (var resource = ChildBroker.class.getResourceAsStream("broker-log4j2.properties")) {
                Files.copy(resource, log4jConfiguration);
            }
            try (PortReservation ports = new PortReservation()) {
                ChildBroker alone = new ChildBroker(
                        processes, jars, log4jConfiguration, 1, directory.resolve("rehearsal"), reserve(ports));
                alone.rehearseWith(ports);
            }
            List<BrokerSettings.Ports> quorum = new ArrayList<>();
            List<Broker> brokers = new ArrayList<>();
            for (int id = 1; id <= size; id++) {
                quorum.add(reserve(reservation));
            }
            String clusterId = Uuid.randomUuid().toString();
            for (int id = 1; id <= size; id++) {
                ChildBroker broker = new ChildBroker(
                        processes, jars, log4jConfiguration, id, directory.resolve("broker-" + id), quorum.get(id - 1));
                broker.format(clusterId, quorum, transactionVersion);
                brokers.add(broker);
            }
            return brokers;
        };
    }

    private static BrokerSettings.Ports reserve(PortReservation reservation) throws IOException {
        return new BrokerSettings.Ports(
                reservation.reserve(), reservation.reserve(), reservation.reserve(), reservation.reserve());
    }

    /**
     * Runs it alone once, unless one has before it, and ends it cleanly: so it leaves its classes to all that follow. They
     * start as well, and later, if it fails.
     */
    private void rehearseWith(PortReservation reservation) throws IOException {
        if (program().hasArchive()) {
            return;
        }
        format(Uuid.randomUuid().toString(), List.of(ports), TransactionVersion.DEFAULT);
        reservation.close();
        start();
        Awaitility.await("a broker that runs alone to serve")
                .atMost(REHEARSAL_DEADLINE)
                .until(() -> hasStarted() || !process.isUp());
        try {
            process.stop(REHEARSAL_DEADLINE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(interrupted.getMessage());
        }
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public Endpoint client() {
        return Endpoint.loopback(ports.client());
    }

    @Override
    public Endpoint direct() {
        return Endpoint.loopback(ports.direct());
    }

    @Override
    public BrokerProcess process() {
        boolean up = process.isUp();
        return new BrokerProcess(
                process.pid(), Optional.empty(), paused, up ? OptionalInt.empty() : OptionalInt.of(process.exitCode()));
    }

    /**
     * Writes the settings and formats the storage. Formatting is what finalizes a transaction.version; a directory made
     * otherwise silently falls back to 0.
     */
    private void format(String clusterId, List<BrokerSettings.Ports> quorum, TransactionVersion transactionVersion)
            throws IOException {
        Files.createDirectories(directory);
        Properties settings = BrokerSettings.of(id, quorum, directory.resolve("data"));
        try (Writer out = Files.newBufferedWriter(settingsFile())) {
            settings.store(out, null);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(
                List.of("format", "-t", clusterId, "-c", settingsFile().toString()));
        arguments.addAll(transactionVersion.formatArguments());
        int exitCode = StorageTool.execute(
                arguments.toArray(String[]::new), new PrintStream(said, true, StandardCharsets.UTF_8));
        if (exitCode != 0) {
            throw new IOException("formatting the storage of broker " + id + " failed: "
                    + said.toString(StandardCharsets.UTF_8).trim());
        }
    }

    @Override
    public void start() throws IOException {
        process = processes.start(name(), program().get(), Map.of(), directory.resolve("broker.log"));
    }

    @Override
    public void kill() throws InterruptedException {
        process.kill();
        paused = Optional.empty();
    }

    @Override
    public void pause() throws InterruptedException {
        paused = Optional.of(process.pause());
    }

    @Override
    public void resume() throws InterruptedException {
        process.resume();
        paused = Optional.empty();
    }

    @Override
    public boolean hasStarted() {
        try {
            return Files.readString(process.log(), StandardCharsets.ISO_8859_1).contains(BrokerSettings.STARTED);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String lastLines() {
        return process.lastLines();
    }

    @Override
    public void close() {
        if (process != null && process.isUp()) {
            try {
                process.kill();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Path settingsFile() {
        return directory.resolve("server.properties");
    }

    private JavaProgram program() {
        List<String> jvmOptions = new ArrayList<>(BrokerSettings.JVM_FLAGS);
        jvmOptions.add("-Dlog4j2.configurationFile=" + log4jConfiguration.toUri());
        return new JavaProgram(
                jars, jvmOptions, List.of("kafka.Kafka", settingsFile().toString()));
    }
}

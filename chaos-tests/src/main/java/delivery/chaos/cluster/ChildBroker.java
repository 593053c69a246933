package delivery.chaos.cluster;

import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.Interference;
import delivery.chaos.process.JavaProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import java.util.function.Consumer;
import java.util.stream.Stream;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Utils;

/** A broker as a directory and a child JVM. */
final class ChildBroker implements Broker {
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);
    /** So long may it use no processor time after SIGTERM; how long it works on a slow machine does not matter. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);

    private final ChildProcesses processes;
    private final BrokerJars jars;
    private final List<String> jvmFlags;
    private final int id;
    private final Path directory;
    private final BrokerSettings.Ports ports;
    /** Arguments of Kafka's storage tool, by which its data directory is made. */
    private List<String> formatting = List.of();

    private volatile ChildProcess process;
    private Optional<String> proofOfPause = Optional.empty();
    private Consumer<Interference> listener = interference -> {};

    /**
     * @param jars of its class path
     * @param jvmFlags of its JVM
     */
    ChildBroker(
            ChildProcesses processes,
            BrokerJars jars,
            List<String> jvmFlags,
            int id,
            Path directory,
            BrokerSettings.Ports ports) {
        this.processes = processes;
        this.jars = jars;
        this.jvmFlags = jvmFlags;
        this.id = id;
        this.directory = directory;
        this.ports = ports;
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
    public void onInterference(Consumer<Interference> newListener) {
        listener = newListener;
    }

    @Override
    public Duration cpuTime() {
        return process.cpuTime();
    }

    @Override
    public BrokerProcessState process() {
        ChildProcess.State state = process.state();
        return BrokerProcessState.of(
                process.pid(),
                Optional.empty(),
                state == ChildProcess.State.PAUSED ? proofOfPause : Optional.empty(),
                process.isUp() ? OptionalInt.empty() : OptionalInt.of(process.exitCode()));
    }

    /**
     * Writes the settings and formats the storage. Formatting is what finalizes a transaction.version; a directory made
     * otherwise silently falls back to 0.
     */
    void format(String clusterId, List<BrokerSettings.Ports> quorum, TransactionVersion transactionVersion)
            throws IOException {
        Files.createDirectories(directory);
        Properties settings = BrokerSettings.of(id, quorum, dataDirectory());
        try (Writer out = Files.newBufferedWriter(settingsFile())) {
            settings.store(out, null);
        }
        try (var logSettings = ChildBroker.class.getResourceAsStream("broker-log4j2.properties")) {
            Files.copy(logSettings, logSettingsFile());
        }
        List<String> arguments = new ArrayList<>(
                List.of("format", "-t", clusterId, "-c", settingsFile().toString()));
        arguments.addAll(transactionVersion.formatArguments());
        formatting = List.copyOf(arguments);
        format();
    }

    private void format() throws IOException {
        if (jars.version().isPresent()) {
            formatByItsOwn(formatting);
            return;
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int exitCode = StorageTool.execute(
                formatting.toArray(String[]::new), new PrintStream(said, true, StandardCharsets.UTF_8));
        if (exitCode != 0) {
            throw notFormatted(said.toString(StandardCharsets.UTF_8).trim());
        }
    }

    /** A broker reads no storage that a later version has formatted. */
    private void formatByItsOwn(List<String> arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of("kafka.tools.StorageTool"));
        words.addAll(arguments);
        JavaProgram tool = new JavaProgram(
                jars.directory(),
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-Dlog4j2.configurationFile=" + logSettingsFile().toUri()),
                words);
        ChildProcess tooling =
                processes.start(name() + " (format)", tool.get(), Map.of(), directory.resolve("format.log"), listener);
        if (!tooling.awaitEnd(STOP_PATIENCE, () -> tooling.cpuTime().toMillis()) || tooling.exitCode() != 0) {
            tooling.destroy();
            throw notFormatted(tooling.lastWords());
        }
    }

    private IOException notFormatted(String why) {
        return new IOException("formatting the storage of broker " + id + " failed: " + why);
    }

    @Override
    public void start() throws IOException {
        Files.createDirectories(temporaryDirectory());
        process = processes.start(name(), program().get(), Map.of(), directory.resolve("broker.log"), listener);
    }

    @Override
    public void stop() throws InterruptedException {
        process.requestStop();
        if (!process.awaitEnd(STOP_PATIENCE, () -> cpuTime().toMillis())) {
            throw new IllegalStateException(
                    name() + " was asked to stop by SIGTERM and still runs, though it has used no"
                            + " processor time for " + STOP_PATIENCE.toSeconds() + " s\n" + lastLines());
        }
    }

    @Override
    public void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void pause() throws InterruptedException {
        proofOfPause = Optional.of(process.pause());
    }

    @Override
    public void resume() throws InterruptedException {
        process.resume();
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
    public String lastWords() {
        return process.lastWords();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
            if (!process.awaitEnd(KILL_PATIENCE, () -> 0)) {
                throw new IllegalStateException(name() + " (pid " + process.pid() + ") still runs after SIGKILL");
            }
        }
    }

    @Override
    public boolean canLoseData() {
        return true;
    }

    /** Under another directory id: that its replicas are gone is the controller's to find out. */
    @Override
    public long loseData() throws IOException {
        long bytes;
        try (Stream<Path> written = Files.walk(dataDirectory())) {
            bytes = written.filter(file -> file.toString().endsWith(".log"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
        Utils.delete(dataDirectory().toFile());
        format();
        return bytes;
    }

    private Path dataDirectory() {
        return directory.resolve("data");
    }

    private Path logSettingsFile() {
        return directory.resolve("log4j2.properties");
    }

    /** The native libraries of codecs are unpacked there, and left there by a SIGKILL. */
    private Path temporaryDirectory() {
        return directory.resolve("tmp");
    }

    private Path settingsFile() {
        return directory.resolve("server.properties");
    }

    /** What it starts. */
    JavaProgram program() {
        List<String> jvmOptions = new ArrayList<>(jvmFlags);
        jvmOptions.add("-Dlog4j2.configurationFile=" + logSettingsFile().toUri());
        jvmOptions.add("-Djava.io.tmpdir=" + temporaryDirectory());
        return new JavaProgram(
                jars.directory(),
                jvmOptions,
                List.of("kafka.Kafka", settingsFile().toString()));
    }
}

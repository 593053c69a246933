package delivery.chaos.cluster;

import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.JavaCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.tools.StorageTool;

/** One combined broker and controller: a directory, and a JVM that can be killed and started again on the same data. */
final class Broker {
    private final int id;
    private final Path directory;
    private final BrokerSettings.Ports ports;
    private ChildProcess process;

    Broker(int id, Path directory, BrokerSettings.Ports ports) {
        this.id = id;
        this.directory = directory;
        this.ports = ports;
    }

    int id() {
        return id;
    }

    Endpoint client() {
        return Endpoint.loopback(ports.client());
    }

    Endpoint direct() {
        return Endpoint.loopback(ports.direct());
    }

    ChildProcess process() {
        return process;
    }

    /**
     * Writes the settings and formats the storage. Formatting is what finalizes transaction.version 2; a directory made
     * otherwise silently falls back to transactions without KIP-890's epoch bump.
     */
    void format(String clusterId, List<BrokerSettings.Ports> quorum) throws IOException {
        Files.createDirectories(directory);
        Properties settings = BrokerSettings.of(id, quorum, directory.resolve("data"));
        try (Writer out = Files.newBufferedWriter(settingsFile())) {
            settings.store(out, null);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] arguments = {"format", "-t", clusterId, "-c", settingsFile().toString()};
        int exitCode = StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
        if (exitCode != 0) {
            throw new IOException("formatting the storage of broker " + id + " failed: "
                    + said.toString(StandardCharsets.UTF_8).trim());
        }
    }

    void start(ChildProcesses processes, BrokerJvm jvm) throws IOException {
        process = processes.start(name(), jvm.command(settingsFile()), Map.of(), directory.resolve("broker.log"));
    }

    String name() {
        return "broker-" + id;
    }

    private Path settingsFile() {
        return directory.resolve("server.properties");
    }

    /** How a broker's JVM is started. */
    record BrokerJvm(String classPath, Path log4jConfiguration) {
        /** Unpacks the log configuration into the cluster's directory. */
        static BrokerJvm prepare(Path directory) throws IOException {
            Path configuration = directory.resolve("broker-log4j2.properties");
            try (var resource = Broker.class.getResourceAsStream("broker-log4j2.properties")) {
                Files.copy(resource, configuration);
            }
            return new BrokerJvm(classPathOfBroker(), configuration);
        }

        /** The jars beside chaos-tests.jar; without them (not packaged yet) this JVM's own class path. */
        private static String classPathOfBroker() {
            Path lib = JavaCommand.location(Broker.class).resolveSibling("lib");
            return Files.isDirectory(lib) ? lib.resolve("*").toString() : System.getProperty("java.class.path");
        }

        List<String> command(Path settings) {
            return List.of(
                    JavaCommand.executable(),
                    "-Xms256m",
                    "-Xmx384m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+ExitOnOutOfMemoryError",
                    // It would be a file in the temporary directory, left there by a SIGKILL.
                    "-XX:-UsePerfData",
                    "-Dlog4j2.configurationFile=" + log4jConfiguration.toUri(),
                    "-cp",
                    classPath,
                    "kafka.Kafka",
                    settings.toString());
        }
    }
}

package delivery.benchmark;

import delivery.chaos.network.ToxiproxyServer;
import delivery.chaos.network.ToxiproxyServers;
import delivery.chaos.process.ChildProcesses;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * How fast Toxiproxy and the wire tap are, and whether connections leave anything behind; see README.md. Exit code 0:
 * measured; 1: it could not be; 2: wrong flag.
 */
@Command(
        name = "NetworkBenchmark",
        mixinStandardHelpOptions = true,
        description = "Measures direct connections, Toxiproxy (embedded and real) and the wire tap side by side.")
public final class NetworkBenchmark implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int ROUNDS = 10;
    private static final int PARTS_OF_CONNECTIONS = 4;
    private static final String REAL_SERVER = "toxiproxy-server";

    @Spec
    private CommandSpec command;

    @Option(
            names = "--toxiproxy-server",
            paramLabel = "BINARY",
            description = "A real toxiproxy-server to compare with (default: the one on the PATH, if there is one).")
    private Path binary;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "3",
            description = "For how long each path has each workload, in " + ROUNDS + " rounds (${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "10000",
            description = "How many connections must leave nothing behind (${DEFAULT-VALUE}).")
    private int connections;

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, arguments));
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new NetworkBenchmark())
                .setOut(out)
                .setParameterExceptionHandler((wrong, args) -> {
                    err.println(wrong.getMessage());
                    wrong.getCommandLine().usage(err);
                    return USAGE;
                })
                .setExecutionExceptionHandler((failure, line, args) -> {
                    err.println(failure.getMessage());
                    return FAILED;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (slotNanos() < 1 || connections < 1) {
            throw new ParameterException(command.commandLine(), "--seconds and --connections take a number above 0");
        }
        Optional<Path> real = realServer();
        Path log = besideThisProgram(REAL_SERVER + ".log");
        // Of a run that was killed.
        Files.deleteIfExists(log);
        try (ChildProcesses processes = new ChildProcesses();
                ToxiproxyServer embedded = ToxiproxyServers.embedded()) {
            Map<NetworkPath, ToxiproxyServer> servers = new EnumMap<>(Map.of(NetworkPath.EMBEDDED, embedded));
            if (real.isPresent()) {
                servers.put(NetworkPath.REAL, ToxiproxyServers.binary(real.get(), processes, log));
            }
            try (NetworkPaths paths = new NetworkPaths(servers)) {
                print(Optional.ofNullable(servers.get(NetworkPath.REAL)));
                measure(paths);
            }
        } finally {
            Files.deleteIfExists(log);
        }
        return 0;
    }

    /** Below the build, where nothing is in anybody's way that a killed run leaves. */
    private static Path besideThisProgram(String file) {
        URL program =
                NetworkBenchmark.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(program.toString())).resolveSibling(file);
    }

    private Optional<Path> realServer() throws IOException {
        if (binary == null) {
            return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                    .map(directory -> Path.of(directory, REAL_SERVER))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
        if (!Files.isRegularFile(binary) || !Files.isExecutable(binary)) {
            throw new IOException("--toxiproxy-server " + binary + ": no such program");
        }
        return Optional.of(binary);
    }

    private void print(Optional<ToxiproxyServer> real) {
        PrintWriter out = command.commandLine().getOut();
        out.printf(
                "%s %s, %d processors, Java %s; toxiproxy-server: %s; %d rounds of %d ms%n",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                real.map(ToxiproxyServer::version).orElse("none found"),
                ROUNDS,
                slotNanos() / 1_000_000);
    }

    private void measure(NetworkPaths paths) throws IOException, InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        out.printf("%nRaw bytes:%n%n%s", speed(Workloads.ANY_BYTES, NetworkPath.FOR_ANY_BYTES, paths));
        out.printf("%nKafka's frames:%n%n%s", speed(Workloads.KAFKA, NetworkPath.FOR_KAFKA, paths));
        out.printf(
                "%nThrough the wire tap and the embedded server, one connection after the other:%n%n%s",
                Tables.flatness(Flatness.measure(paths, connections, PARTS_OF_CONNECTIONS)));
    }

    private String speed(List<Workload> workloads, Set<NetworkPath> columns, NetworkPaths paths)
            throws IOException, InterruptedException {
        try (Rounds rounds = new Rounds(workloads, paths)) {
            return Tables.speed(rounds.run(ROUNDS, slotNanos()), Workloads.figures(workloads), columns);
        }
    }

    private long slotNanos() {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1) / ROUNDS);
    }
}

package delivery.chaos.database;

import delivery.chaos.cluster.Endpoint;
import delivery.chaos.cluster.PortReservation;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.utils.Utils;

/** A PostgreSQL server as a data directory and a child process. */
final class ChildDatabase implements Database {
    static final String USER = "postgres";
    private static final Duration SERVES_PATIENCE = Duration.ofSeconds(30);
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);

    /** Not encrypted, so that the tap reads it; a driver that hears nothing for so long gives up. */
    private static final String OPTIONS = "?user=" + USER + "&sslmode=disable&gssEncMode=disable&connectTimeout=10";

    /**
     * What is not said here has its default: synchronous_commit, for one, is on. fsync is off, for a SIGKILL loses no
     * page that the operating system has. The writer of the log does not come before its time, so that a commit that
     * nobody waited for is lost by every kill, and not by some.
     */
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=" + Endpoint.LOOPBACK,
            "unix_socket_directories=",
            "shared_buffers=16MB",
            "max_connections=40",
            "fsync=off",
            "wal_level=minimal",
            "max_wal_senders=0",
            "wal_writer_delay=10s",
            "wal_writer_flush_after=1GB");

    private final ChildProcesses processes;
    private final Path postgres;
    private final String name;
    private final Path data;
    private final Endpoint server;
    private ChildProcess process;
    private String version;

    private ChildDatabase(ChildProcesses processes, Path postgres, String name, Path data, Endpoint server) {
        this.processes = processes;
        this.postgres = postgres;
        this.name = name;
        this.data = data;
        this.server = server;
    }

    /** Starts one on a data directory and waits until it serves. */
    static ChildDatabase start(ChildProcesses processes, Path postgres, String name, Path data) throws IOException {
        Endpoint server;
        try (PortReservation reservation = new PortReservation()) {
            server = Endpoint.loopback(reservation.reserve());
        }
        ChildDatabase database = new ChildDatabase(processes, postgres, name, data, server);
        database.restart();
        return database;
    }

    @Override
    public long restart() throws IOException {
        List<String> command = ChildDatabases.asNoRoot(
                postgres.toString(), "-D", data.toString(), "-p", String.valueOf(server.port()));
        SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
        process = processes.start("postgres " + name, command, Map.of(), data.resolveSibling(name + ".log"));
        AtomicReference<String> waitsFor = new AtomicReference<>("");
        boolean serves = new Patience(SERVES_PATIENCE, () -> process.cpuTime().toMillis()).await(() -> {
            try (Connection connection = connect()) {
                version = "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion();
                return true;
            } catch (SQLException notYet) {
                waitsFor.set(notYet.getMessage());
                return !process.isUp();
            }
        });
        if (!serves || !process.isUp()) {
            throw new IOException("PostgreSQL does not serve: " + waitsFor.get() + "; " + process.lastWords());
        }
        return process.pid();
    }

    @Override
    public Endpoint server() {
        return server;
    }

    @Override
    public String url(Endpoint address) {
        return "jdbc:postgresql://" + address + "/postgres" + OPTIONS;
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(server));
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public boolean canBeKilled() {
        return true;
    }

    @Override
    public KilledServer kill() throws InterruptedException {
        process.kill();
        return new KilledServer(process.pid(), process.exitCode());
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        if (!process.awaitEnd(KILL_PATIENCE, () -> 0)) {
            throw new IOException("PostgreSQL (pid " + process.pid() + ") still runs after SIGKILL");
        }
        Utils.delete(data.toFile());
    }
}

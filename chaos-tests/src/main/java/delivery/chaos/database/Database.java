package delivery.chaos.database;

import delivery.chaos.cluster.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** A database of one scenario, empty when it is opened. */
public interface Database extends Closeable {
    /** Where its server listens. */
    Endpoint server();

    /** The JDBC URL of the same database for whoever reaches it by another address. */
    String url(Endpoint address);

    /** Connects past every link, with {@code autocommit}. */
    Connection connect() throws SQLException;

    /** {@code PostgreSQL 18.6}. */
    String version();

    /** Whether it is this run's to kill. */
    boolean canBeKilled();

    /**
     * Ends the server by SIGKILL, with all processes of it, and waits until they are gone.
     *
     * @return what was killed
     */
    KilledServer kill() throws InterruptedException;

    /**
     * Starts the server again on the same data, where it was, and waits until it has recovered and serves.
     *
     * @return its pid
     */
    long restart() throws IOException;

    /** A server that was ended by SIGKILL. */
    record KilledServer(long pid, int exitCode) {}
}

package delivery.chaos.testbed;

import delivery.chaos.database.Database;
import delivery.chaos.pipeline.Program.DatabaseUse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The database of a scenario's pipeline, asked past every link: no fault but its own death blinds it. */
public final class DatabaseUnderTest implements EffectStore {
    /** SQLSTATE of a table that is not there yet. */
    private static final String UNDEFINED_TABLE = "42P01";
    /** SQLSTATE (invalid parameter) of a transaction id that the server has not given out yet. */
    private static final String IN_THE_FUTURE = "22023";

    /** A 32-bit transaction id as pg_stat_activity has it, with the epoch of now before it. */
    private static final String TRANSACTION_OF = "select backend_xid::text::bigint"
            + " + (pg_snapshot_xmax(pg_current_snapshot())::text::bigint >> 32 << 32)"
            + " from pg_stat_activity where pid = ?";

    private static final String CLIENTS = "select count(*) from pg_stat_activity"
            + " where backend_type = 'client backend' and datname = current_database() and pid <> pg_backend_pid()";

    private final Database database;
    private final DatabaseUse use;
    private final DatabaseListener listener;
    private Set<String> inTable = Set.of();

    /** Is told what is done to the server. */
    public interface DatabaseListener {
        void databaseKilled(Database.KilledServer server);

        void databaseRestarted(long pid);
    }

    /** @param use what the pipeline keeps in it */
    public DatabaseUnderTest(Database database, DatabaseUse use, DatabaseListener listener) {
        this.database = database;
        this.use = use;
        this.listener = listener;
    }

    /** Ends the server by SIGKILL; as {@link Database#kill}. */
    public Database.KilledServer kill() throws InterruptedException {
        Database.KilledServer server = database.kill();
        listener.databaseKilled(server);
        return server;
    }

    /** Starts it again and waits until it has recovered; as {@link Database#restart}. */
    public void restart() throws IOException {
        listener.databaseRestarted(database.restart());
    }

    /** Whether its table {@code effects} has the effects. */
    public boolean hasEffects() {
        return use.effects();
    }

    /** Whether its table {@code offsets} has the offsets that the pipeline goes on from. */
    public boolean hasOffsets() {
        return use.offsets();
    }

    public Database database() {
        return database;
    }

    @Override
    public synchronized void readOn() throws IOException {
        Set<String> found = new HashSet<>();
        ask("select event_id from effects", statement -> {}, row -> found.add(row.getString(1)));
        inTable = Set.copyOf(found);
    }

    @Override
    public synchronized Set<String> inLog() {
        return inTable;
    }

    /** PostgreSQL shows nothing of a transaction that is not committed. */
    @Override
    public Set<String> undecided() {
        return Set.of();
    }

    /** The input offsets that stand in the table {@code offsets}, by partition; none where there is no such table. */
    public Map<Integer, Long> offsets() throws IOException {
        Map<Integer, Long> offsets = new HashMap<>();
        ask("select partition, next from offsets", statement -> {}, row -> offsets.put(row.getInt(1), row.getLong(2)));
        return offsets;
    }

    /**
     * The id of the transaction that a server process is in.
     *
     * @param backendPid of that process, as the server names it
     * @return 0 if it is in none that has written anything
     */
    public long transactionOf(int backendPid) throws IOException {
        long[] id = new long[1];
        ask(TRANSACTION_OF, statement -> statement.setInt(1, backendPid), row -> id[0] = row.getLong(1));
        return id[0];
    }

    /**
     * What became of a transaction: {@code committed}, {@code aborted} or {@code in progress} (pg_xact_status). One
     * that a server knows nothing of, once it has recovered from its log, was lost with what was not written: aborted.
     */
    public String statusOf(long transactionId) throws IOException {
        String[] status = {""};
        try {
            ask(
                    "select pg_xact_status(?::text::xid8)",
                    statement -> statement.setString(1, String.valueOf(transactionId)),
                    row -> status[0] = row.getString(1));
            return status[0];
        } catch (IOException failed) {
            if (failed.getCause() instanceof SQLException why && IN_THE_FUTURE.equals(why.getSQLState())) {
                return "aborted";
            }
            throw failed;
        }
    }

    /** How many connections there are beside this one. */
    public int clients() throws IOException {
        int[] clients = new int[1];
        ask(CLIENTS, statement -> {}, row -> clients[0] = row.getInt(1));
        return clients[0];
    }

    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void ask(String query, Parameters parameters, Row each) throws IOException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(query)) {
            parameters.set(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.read(rows);
                }
            }
        } catch (SQLException failed) {
            if (!UNDEFINED_TABLE.equals(failed.getSQLState())) {
                throw new IOException("the database cannot be asked '" + query + "': " + failed.getMessage(), failed);
            }
        }
    }
}

package delivery.chaos.network.postgres;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a client sent before it waited for the server: the messages up to a Sync, or a simple query. The server answers
 * all of it and then says that it is ready.
 *
 * @param connection number of the connection within the tap, from 1
 * @param backendPid of the server process behind the connection, as it has told itself
 * @param opensTransaction whether it is the first of its transaction that does anything
 * @param statements that it has executed, in order; one that is executed with many parameters is there as often
 * @param texts all parameters that came as text
 * @param transaction the texts of all volleys since the transaction began, these included
 */
public record Volley(
        int connection,
        int backendPid,
        boolean opensTransaction,
        List<String> statements,
        Set<String> texts,
        Set<String> transaction) {
    private static final String BEGIN = "BEGIN";
    private static final String COMMIT = "COMMIT";

    /** Whether it asks for a transaction to be committed. */
    public boolean isCommit() {
        return statements.stream().anyMatch(Volley::isCommit);
    }

    static boolean isCommit(String statement) {
        return statement.toUpperCase(Locale.ROOT).startsWith(COMMIT);
    }

    static boolean isBegin(String statement) {
        return statement.toUpperCase(Locale.ROOT).startsWith(BEGIN);
    }

    /** {@code COMMIT on connection 2 (server process 4711)}. */
    @Override
    public String toString() {
        String what = isCommit() ? COMMIT : statements.isEmpty() ? "no statement" : shortened(statements.get(0));
        return what + " on connection " + connection + " (server process " + backendPid + ")";
    }

    private static String shortened(String statement) {
        String line = statement.strip().lines().findFirst().orElse("");
        return line.length() < statement.strip().length() ? line + " …" : line;
    }
}

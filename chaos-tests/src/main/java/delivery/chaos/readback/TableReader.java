package delivery.chaos.readback;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Readback;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the effects of a pipeline from its database: the rows of the table {@code effects}, and for the last of each
 * page the count that the table {@code counts} has. Whoever asks the database for a page's count is told that one; a
 * page that has a count and no effect is an effect of no event.
 */
public final class TableReader {
    private static final String QUERY = "select coalesce(e.partition, 0), e.event_id, coalesce(e.page, c.page),"
            + " case when e.id is null or e.id = last_value(e.id) over (partition by e.page order by e.id rows between"
            + " unbounded preceding and unbounded following) then c.count else e.count end"
            + " from effects e full join counts c on c.page = e.page"
            + " order by coalesce(e.partition, 0), e.id nulls last";

    private static final String HOW = QUERY + "; a row's offset is its number in its partition, from 0";
    private static final long NOT_IDEMPOTENT = -1;
    private static final String UNDEFINED_TABLE = "42P01";

    private final Connection connection;
    private final String database;

    /**
     * @param connection past every link
     * @param database {@code PostgreSQL 18.6}
     */
    public TableReader(Connection connection, String database) {
        this.connection = connection;
        this.database = database;
    }

    /**
     * What was read and how, then every effect, in the order of partition and row.
     *
     * @throws SQLException if the database cannot be asked; a pipeline that did not come as far as to make its tables
     *     has no effects
     */
    public List<HistoryLine> read() throws SQLException {
        List<HistoryLine> lines = new ArrayList<>();
        lines.add(new Readback("tables effects and counts of " + database, HOW));
        try (PreparedStatement query = connection.prepareStatement(QUERY);
                ResultSet rows = query.executeQuery()) {
            int partition = -1;
            long row = 0;
            while (rows.next()) {
                row = rows.getInt(1) == partition ? row + 1 : 0;
                partition = rows.getInt(1);
                lines.add(effect(partition, row, rows));
            }
        } catch (SQLException failed) {
            if (!UNDEFINED_TABLE.equals(failed.getSQLState())) {
                throw failed;
            }
        }
        return lines;
    }

    private static Effect effect(int partition, long row, ResultSet read) throws SQLException {
        String eventId = read.getString(2);
        String page = read.getString(3);
        long count = read.getLong(4);
        return new Effect(
                partition, row, eventId, page, read.wasNull() ? null : count, NOT_IDEMPOTENT, -1, false, true);
    }
}

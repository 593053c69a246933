package delivery.sabotaged;

import delivery.consumer.UniqueKey;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;

/** COMMIT does not wait for the log, as where somebody wanted it faster: what was acknowledged dies with the server. */
final class SynchronousCommitOff extends UniqueKey {
    static final Sabotage SABOTAGE = new Sabotage(
            "synchronous-commit-off",
            "synchronous_commit=off: the database acknowledges what is not in its log yet",
            GUARANTEE,
            "database-killed-after-offsets",
            Anomaly.LOST,
            SynchronousCommitOff::new);

    private SynchronousCommitOff(PipelineFlags flags) throws IOException {
        super(flags, settings(flags));
    }

    @Override
    protected void connected() throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.execute("set synchronous_commit = off");
        }
        connection().commit();
    }
}

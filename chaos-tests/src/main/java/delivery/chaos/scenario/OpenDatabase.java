package delivery.chaos.scenario;

import delivery.chaos.database.Database;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.pipeline.Program;
import delivery.chaos.readback.TableReader;
import delivery.chaos.testbed.DatabaseUnderTest;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The database of a scenario while it runs; none for a pipeline that has none. */
record OpenDatabase(Optional<DatabaseUnderTest> underTest) implements Closeable {
    static OpenDatabase of(ScenarioPlan plan, Surroundings surroundings, DatabaseUnderTest.DatabaseListener listener)
            throws IOException {
        Optional<Program.DatabaseUse> use = plan.pipeline().program().database();
        if (use.isEmpty()) {
            return new OpenDatabase(Optional.empty());
        }
        Database database = surroundings.databases().open(surroundings.prefix(plan));
        return new OpenDatabase(Optional.of(new DatabaseUnderTest(database, use.get(), listener)));
    }

    /** The effects in it, as they stand in a history; none where the pipeline has them elsewhere. */
    List<HistoryLine> effects() throws SQLException {
        if (underTest.isEmpty() || !underTest.get().hasEffects()) {
            return List.of();
        }
        Database database = underTest.get().database();
        try (Connection connection = database.connect()) {
            return new TableReader(connection, database.version()).read();
        }
    }

    @Override
    public void close() throws IOException {
        if (underTest.isPresent()) {
            underTest.get().database().close();
        }
    }
}

package delivery.chaos.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Readback;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.readback.TableReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL as a child process, and as a server that was there before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabasesIT {
    private ChildProcesses processes;
    private ChildDatabases databases;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        processes = new ChildProcesses();
        databases = new ChildDatabases(
                processes,
                directory.resolve("databases"),
                JavaCommand.location(ChildDatabases.class).getParent());
    }

    @AfterAll
    void close() throws IOException {
        processes.close();
    }

    private static void execute(Database database, String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private static long count(Database database, String table) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void hasAfterAKillAllThatWasCommittedAndNothingElse() throws Exception {
        try (Database database = databases.open("killed")) {
            execute(database, "create table t (n int)", "insert into t values (1)");
            try (Connection open = database.connect();
                    Statement statement = open.createStatement()) {
                open.setAutoCommit(false);
                statement.execute("insert into t values (2)");

                assertThat(database.kill().exitCode()).isEqualTo(ChildProcess.SIGKILL_EXIT_CODE);
            } catch (SQLException closedByServer) {
                assertThat(closedByServer.getSQLState()).startsWith("08");
            }
            database.restart();

            assertThat(count(database, "t")).isEqualTo(1);
        }
    }

    @Test
    void twoAreEmptyAndApart() throws Exception {
        try (Database one = databases.open("one");
                Database other = databases.open("other")) {
            execute(one, "create table t (n int)");

            assertThat(one.server()).isNotEqualTo(other.server());
            assertThatThrownBy(() -> count(other, "t")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void readsRowsAsEffectsAndTheLastCountOfAPageFromTheCounts() throws Exception {
        try (Database database = databases.open("read")) {
            execute(
                    database,
                    "create table counts (page text primary key, count bigint)",
                    "create table effects (id bigint generated always as identity primary key, event_id text,"
                            + " partition int, page text, count bigint)",
                    "insert into effects (event_id, partition, page, count) values"
                            + " ('e-0', 1, '/a', 1), ('e-1', 0, '/b', 1), ('e-2', 1, '/a', 2)",
                    "insert into counts values ('/a', 7), ('/b', 1), ('/c', 5)");
            try (Connection connection = database.connect()) {
                var lines = new TableReader(connection, database.version()).read();

                assertThat(lines.get(0)).isInstanceOf(Readback.class);
                assertThat(lines.subList(1, lines.size()))
                        .containsExactly(
                                effect(0, 0, "e-1", "/b", 1),
                                effect(0, 1, null, "/c", 5),
                                effect(1, 0, "e-0", "/a", 1),
                                effect(1, 1, "e-2", "/a", 7));
            }
        }
    }

    private static Effect effect(int partition, long row, String eventId, String page, long count) {
        return new Effect(partition, row, eventId, page, count, -1, -1, false, true);
    }

    @Test
    void hasNoEffectsOfAPipelineThatDidNotComeAsFarAsItsTables() throws Exception {
        try (Database database = databases.open("empty");
                Connection connection = database.connect()) {
            assertThat(new TableReader(connection, database.version()).read()).hasSize(1);
        }
    }

    @Test
    void aServerThatRunsGetsASchemaForEachScenarioAndIsNotKilled() throws Exception {
        try (Database server = databases.open("server")) {
            ServerDatabases there = new ServerDatabases(server.url(server.server()));
            there.prepare();
            try (Database schema = there.open("chaos.naive.none")) {
                execute(schema, "create table t (n int)");

                assertThat(schema.canBeKilled()).isFalse();
                assertThat(count(server, "chaos_naive_none.t")).isZero();
                assertThatThrownBy(() -> there.open("chaos.naive.none"))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("drop schema \"chaos_naive_none\" cascade");
            }
            assertThatThrownBy(() -> count(server, "chaos_naive_none.t")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void saysInOneLineThatAServerCannotBeUsed() {
        ServerDatabases nobody = new ServerDatabases("jdbc:postgresql://127.0.0.1:1/test?user=me");

        assertThatThrownBy(nobody::prepare)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/test")
                .satisfies(failure -> assertThat(failure.getMessage().lines()).hasSize(1));
    }

    @Test
    void refusesWhatIsNoUrlOfAPostgresqlServer() {
        for (String wrong : List.of("postgres", "jdbc:mysql://h:1/d", "jdbc:postgresql://h/d", "jdbc:postgresql:d")) {
            assertThatThrownBy(() -> new ServerDatabases(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("-Dchaos.postgres=" + wrong);
        }
    }
}

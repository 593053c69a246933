package delivery.chaos.fault.database;

import delivery.chaos.database.Database;
import delivery.chaos.fault.Fault;
import delivery.chaos.testbed.DatabaseUnderTest;
import delivery.chaos.testbed.Testbed;
import java.io.Closeable;
import java.io.IOException;

/**
 * A database that is dead, and then not to be reached until all about its recovery is proven: a transaction that begins
 * after it may get the number of one that was lost.
 */
final class DatabaseOutage implements Closeable {
    private final Testbed testbed;
    private final Database.KilledServer killed;

    private DatabaseOutage(Testbed testbed, Database.KilledServer killed) {
        this.testbed = testbed;
        this.killed = killed;
    }

    /**
     * Kills the server, and takes the link down.
     *
     * @throws Fault.NotFiredException if it is not this run's to kill
     */
    static DatabaseOutage begin(Testbed testbed) throws IOException, InterruptedException, Fault.NotFiredException {
        DatabaseUnderTest database = testbed.database().orElseThrow();
        if (!database.database().canBeKilled()) {
            throw new Fault.NotFiredException("a database that was there before is not this run's to kill");
        }
        Database.KilledServer killed = database.kill();
        testbed.databaseLink().down();
        return new DatabaseOutage(testbed, killed);
    }

    /** Starts the server again and waits until it has recovered; the pipeline does not reach it yet. */
    Database.KilledServer restart() throws IOException {
        testbed.database().orElseThrow().restart();
        return killed;
    }

    /** Lets the pipeline reach it. */
    @Override
    public void close() throws IOException {
        testbed.databaseLink().up();
    }
}

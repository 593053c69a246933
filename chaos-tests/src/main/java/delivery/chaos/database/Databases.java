package delivery.chaos.database;

import java.io.Closeable;
import java.io.IOException;

/** Where the databases of a run come from. */
public interface Databases extends Closeable {
    /**
     * Makes ready what all of them need; does so once.
     *
     * @throws IOException that says in one line why there can be none
     */
    void prepare() throws IOException;

    /**
     * Opens one that is empty.
     *
     * @param name of the scenario, unique in a run
     */
    Database open(String name) throws IOException;

    /** Whether the servers are this run's to kill. */
    boolean canBeKilled();
}

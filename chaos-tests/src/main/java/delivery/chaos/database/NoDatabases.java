package delivery.chaos.database;

import java.io.IOException;

/**
 * Where a run has no databases.
 *
 * @param why in a sentence
 */
public record NoDatabases(String why) implements Databases {
    @Override
    public void prepare() throws IOException {
        throw new IOException("no database for the pipelines: " + why);
    }

    @Override
    public Database open(String name) throws IOException {
        throw new IOException("no database for " + name + ": " + why);
    }

    @Override
    public boolean canBeKilled() {
        return false;
    }

    @Override
    public void close() {}
}

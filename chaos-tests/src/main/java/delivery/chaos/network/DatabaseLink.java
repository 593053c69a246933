package delivery.chaos.network;

import delivery.chaos.cluster.Endpoint;
import delivery.chaos.network.Link.ToxicChange;
import delivery.chaos.network.postgres.PostgresListener;
import delivery.chaos.network.postgres.PostgresTap;
import eu.rekawek.toxiproxy.Proxy;
import java.io.Closeable;
import java.io.IOException;

/** The path from one pipeline to its database: pipeline ⇄ tap ⇄ Toxiproxy ⇄ PostgreSQL. */
public final class DatabaseLink implements Closeable {
    private final ToxiproxyServer toxiproxy;
    private final Proxy proxy;
    private final PostgresTap tap;

    private DatabaseLink(ToxiproxyServer toxiproxy, Proxy proxy, PostgresTap tap) {
        this.toxiproxy = toxiproxy;
        this.proxy = proxy;
        this.tap = tap;
    }

    /**
     * Opens one.
     *
     * @param name unique among the links of a Toxiproxy server; of {@code [A-Za-z0-9_.-]}
     * @param database where its server listens
     */
    public static DatabaseLink open(
            String name, ToxiproxyServer toxiproxy, Endpoint database, PostgresListener... listeners)
            throws IOException {
        Proxy proxy = toxiproxy.create(name + "-database", database);
        try {
            PostgresTap tap = PostgresTap.open(name, toxiproxy.reached(proxy), listeners);
            return new DatabaseLink(toxiproxy, proxy, tap);
        } catch (IOException failed) {
            toxiproxy.delete(proxy);
            throw failed;
        }
    }

    public PostgresTap tap() {
        return tap;
    }

    /**
     * Adds, changes or removes toxics in front of the database.
     *
     * @param what in messages, a verb: {@code add latency to}
     * @throws IOException if Toxiproxy refused it, or did not answer in time
     */
    public void toxics(String what, ToxicChange change) throws IOException {
        toxiproxy.change(what, proxy, changed -> change.of(changed.toxics()));
    }

    /** Disables the proxy: connections end, new ones are refused. */
    public void down() throws IOException {
        toxiproxy.change("disable", proxy, Proxy::disable);
    }

    /** Enables the proxy again. */
    public void up() throws IOException {
        toxiproxy.change("enable", proxy, Proxy::enable);
    }

    /** Closes the tap and deletes the proxy. */
    @Override
    public void close() throws IOException {
        tap.close();
        toxiproxy.delete(proxy);
    }
}

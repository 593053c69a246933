package delivery.chaos.network;

import delivery.chaos.cluster.Endpoint;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TapTls;
import delivery.chaos.network.wire.WireTap;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.model.ToxicList;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The path from one pipeline to the brokers: pipeline ⇄ wire tap ⇄ Toxiproxy ⇄ broker, for every broker. */
public final class Link implements Closeable {
    private final ToxiproxyServer toxiproxy;
    private final Map<Integer, Proxy> proxies = new TreeMap<>();
    private WireTap tap;

    /** What is done with the toxics of a proxy. */
    @FunctionalInterface
    public interface ToxicChange {
        void of(ToxicList toxics) throws IOException;
    }

    private Link(ToxiproxyServer toxiproxy) {
        this.toxiproxy = toxiproxy;
    }

    /** Opens a link without TLS to every broker, as the other method does. */
    public static Link open(
            String name, ToxiproxyServer toxiproxy, Map<Integer, Endpoint> brokers, TapListener... listeners)
            throws IOException {
        return open(name, toxiproxy, brokers, TapTls.NONE, listeners);
    }

    /**
     * Opens a link to every broker.
     *
     * @param name unique among the links of a Toxiproxy server; of {@code [A-Za-z0-9_.-]}
     * @param brokers where each broker listens for pipelines, by broker id
     * @param tls on the two sides of its tap
     */
    public static Link open(
            String name,
            ToxiproxyServer toxiproxy,
            Map<Integer, Endpoint> brokers,
            TapTls tls,
            TapListener... listeners)
            throws IOException {
        Link link = new Link(toxiproxy);
        try {
            Map<Integer, Endpoint> proxyAddresses = new HashMap<>();
            for (Map.Entry<Integer, Endpoint> broker : brokers.entrySet()) {
                Proxy proxy = toxiproxy.create(name + "-broker-" + broker.getKey(), broker.getValue());
                link.proxies.put(broker.getKey(), proxy);
                proxyAddresses.put(broker.getKey(), toxiproxy.reached(proxy));
            }
            link.tap = WireTap.open(name, proxyAddresses, tls, listeners);
            return link;
        } catch (IOException failed) {
            link.deleteProxies().forEach(failed::addSuppressed);
            throw failed;
        }
    }

    public WireTap tap() {
        return tap;
    }

    /**
     * Adds, changes or removes toxics in front of a broker.
     *
     * @param what in messages, a verb: {@code add latency to}
     * @throws IOException if Toxiproxy refused it, or did not answer in time
     */
    public void toxics(int brokerId, String what, ToxicChange change) throws IOException {
        toxiproxy.change(what, proxies.get(brokerId), proxy -> change.of(proxy.toxics()));
    }

    /** Disables every proxy: connections end, new ones are refused. */
    public void down() throws IOException {
        for (Proxy proxy : proxies.values()) {
            toxiproxy.change("disable", proxy, Proxy::disable);
        }
    }

    /** Enables every proxy again. */
    public void up() throws IOException {
        for (Proxy proxy : proxies.values()) {
            toxiproxy.change("enable", proxy, Proxy::enable);
        }
    }

    /**
     * Deletes the proxy in front of a broker with all its toxics and makes it anew on the same port. The way to be rid
     * of a latency toxic: removing one whose clients have gone can hang Toxiproxy 2.12 (issues 412, 558); deleting its
     * proxy does not wait for toxics.
     */
    public void recreate(int brokerId) throws IOException {
        proxies.put(brokerId, toxiproxy.recreate(proxies.get(brokerId)));
    }

    /** Closes the tap and deletes the proxies. Throws what kept the first of them from being deleted. */
    @Override
    public void close() throws IOException {
        tap.close();
        List<IOException> failures = deleteProxies();
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /** Tries all of them, and says which deletions failed. */
    private List<IOException> deleteProxies() {
        List<IOException> failures = new ArrayList<>();
        for (Proxy proxy : proxies.values()) {
            try {
                toxiproxy.delete(proxy);
            } catch (IOException failed) {
                failures.add(failed);
            }
        }
        return failures;
    }
}

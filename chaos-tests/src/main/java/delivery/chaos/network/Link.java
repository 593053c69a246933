package delivery.chaos.network;

import delivery.chaos.cluster.Endpoint;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.WireTap;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The path from one pipeline to the brokers: pipeline ⇄ wire tap ⇄ Toxiproxy ⇄ broker, for every broker. */
public final class Link implements Closeable {
    private final String name;
    private final ToxiproxyClient toxiproxy;
    private final Map<Integer, Proxy> proxies = new TreeMap<>();
    private WireTap tap;

    private Link(String name, ToxiproxyClient toxiproxy) {
        this.name = name;
        this.toxiproxy = toxiproxy;
    }

    /**
     * Opens a link to every broker.
     *
     * @param name unique among the links of a Toxiproxy server; of {@code [A-Za-z0-9_.-]}
     * @param brokers where each broker listens for pipelines, by broker id
     */
    public static Link open(
            String name, ToxiproxyClient toxiproxy, Map<Integer, Endpoint> brokers, TapListener listener)
            throws IOException {
        Link link = new Link(name, toxiproxy);
        Map<Integer, Endpoint> proxyAddresses = new HashMap<>();
        for (Map.Entry<Integer, Endpoint> broker : brokers.entrySet()) {
            Proxy proxy = link.create(
                    broker.getKey(), Endpoint.LOOPBACK + ":0", broker.getValue().toString());
            link.proxies.put(broker.getKey(), proxy);
            String listen = proxy.getListen();
            int port = Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
            proxyAddresses.put(broker.getKey(), Endpoint.loopback(port));
        }
        link.tap = WireTap.open(name, proxyAddresses, listener);
        return link;
    }

    private Proxy create(int brokerId, String listen, String upstream) throws IOException {
        return toxiproxy.createProxy(name + "-broker-" + brokerId, listen, upstream);
    }

    public WireTap tap() {
        return tap;
    }

    /** The Toxiproxy proxy in front of a broker. */
    public Proxy proxy(int brokerId) {
        return proxies.get(brokerId);
    }

    /** Disables every proxy: connections end, new ones are refused. */
    public void down() throws IOException {
        for (Proxy proxy : proxies.values()) {
            proxy.disable();
        }
    }

    /** Enables every proxy again. */
    public void up() throws IOException {
        for (Proxy proxy : proxies.values()) {
            proxy.enable();
        }
    }

    /**
     * Deletes the proxy in front of a broker with all its toxics and makes it anew on the same port. The way to be rid of a
     * latency toxic: removing one whose clients have gone can hang Toxiproxy 2.12 (issues 412, 558).
     */
    public void recreate(int brokerId) throws IOException {
        Proxy old = proxies.get(brokerId);
        old.delete();
        proxies.put(brokerId, create(brokerId, old.getListen(), old.getUpstream()));
    }

    /** Closes the tap and deletes the proxies. */
    @Override
    public void close() throws IOException {
        tap.close();
        for (Proxy proxy : proxies.values()) {
            proxy.delete();
        }
    }
}

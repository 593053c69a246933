package delivery.chaos.network;

import delivery.chaos.cluster.Endpoint;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Toxiproxy server that all links of a run go through. Every call to it has a deadline. */
public final class ToxiproxyServer implements Closeable {
    /** Toxiproxy itself gives up on a request after 25 s. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*\"([^\"]+)\"");
    /** {@code git} is what a server says that was built by {@code go install}. */
    private static final Pattern KNOWN_VERSION = Pattern.compile("2\\..*|git");

    /** Where a run's server comes from. */
    public enum Kind {
        /** The one of this project, in this JVM. */
        EMBEDDED,
        /** A {@code toxiproxy-server} program, as a child process. */
        BINARY,
        /** One that ran already. */
        REMOTE,
        /** One in a container, started for the run. */
        CONTAINER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;
    private final String version;
    private final ToxiproxyClient client;
    private final ControlCalls calls;
    private final ProxyPorts ports;
    private final Closeable end;

    /**
     * @param api where its HTTP API is reached from here
     * @param end ends the server, if it is this run's to end
     * @throws IOException if it does not answer, or is no Toxiproxy 2
     */
    ToxiproxyServer(Kind kind, Endpoint api, ProxyPorts ports, Closeable end) throws IOException {
        this.kind = kind;
        this.client = new ToxiproxyClient(api.host(), api.port());
        this.calls = new ControlCalls("Toxiproxy (" + kind + ") at " + api, DEADLINE);
        this.ports = ports;
        this.end = end;
        String answer = calls.call("tell its version", client::version);
        Matcher matcher = VERSION.matcher(answer);
        if (!matcher.find() || !KNOWN_VERSION.matcher(matcher.group(1)).matches()) {
            throw new IOException(calls.server() + " is no Toxiproxy 2: its version is " + answer);
        }
        this.version = matcher.group(1);
    }

    public Kind kind() {
        return kind;
    }

    /** As the server tells it: {@code 2.12.0}. */
    public String version() {
        return version;
    }

    /** Creates a proxy where one can be reached from here; one of that name that an earlier run left is deleted. */
    public Proxy create(String name, Endpoint upstream) throws IOException {
        String listen = ports.take();
        try {
            return calls.call("create the proxy " + name, () -> {
                Proxy left = client.getProxyOrNull(name);
                if (left != null) {
                    left.delete();
                }
                return client.createProxy(name, listen, upstream.toString());
            });
        } catch (IOException failed) {
            ports.giveBack(listen);
            throw failed;
        }
    }

    /** Where a proxy is reached from here. */
    public Endpoint reached(Proxy proxy) {
        return ports.reached(proxy.getListen());
    }

    /** Deletes a proxy with its toxics and makes it anew where it was. */
    Proxy recreate(Proxy proxy) throws IOException {
        return calls.call("recreate the proxy " + proxy.getName(), () -> {
            proxy.delete();
            return client.createProxy(proxy.getName(), proxy.getListen(), proxy.getUpstream());
        });
    }

    void delete(Proxy proxy) throws IOException {
        change("delete", proxy, Proxy::delete);
        ports.giveBack(proxy.getListen());
    }

    /** What is done to a proxy. */
    @FunctionalInterface
    interface Change {
        void of(Proxy proxy) throws IOException;
    }

    /** @param what in messages, a verb: {@code delete} */
    void change(String what, Proxy proxy, Change change) throws IOException {
        calls.call(what + " the proxy " + proxy.getName(), () -> {
            change.of(proxy);
            return proxy;
        });
    }

    /** Ends the server, if it was started for this run. */
    @Override
    public void close() throws IOException {
        end.close();
    }

    @Override
    public String toString() {
        return calls.server();
    }
}

package delivery.benchmark;

import delivery.chaos.cluster.Endpoint;
import delivery.chaos.network.ToxiproxyServer;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.network.wire.WireTap;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Opens the paths that are compared. */
final class NetworkPaths implements Closeable {
    private static final int BROKER_ID = 1;

    private static final TapListener NOBODY = new TapListener() {
        @Override
        public void onRequest(TappedRequest request) {}

        @Override
        public void onResponse(TappedRequest request, ResponseBody body) {}
    };

    private final Map<NetworkPath, ToxiproxyServer> servers;
    private final List<WireTap> taps = new ArrayList<>();
    private int proxies;

    /**
     * @param servers the one behind {@link NetworkPath#EMBEDDED}, and the one behind {@link NetworkPath#REAL} if there
     *     is one
     */
    NetworkPaths(Map<NetworkPath, ToxiproxyServer> servers) {
        this.servers = Map.copyOf(servers);
    }

    /** Whether there is such a path here. */
    boolean has(NetworkPath path) {
        return path != NetworkPath.REAL || servers.containsKey(path);
    }

    /** Opens a path and returns where a client enters it. */
    Endpoint open(NetworkPath path, Endpoint upstream) throws IOException {
        return switch (path) {
            case DIRECT -> upstream;
            case EMBEDDED, REAL -> proxy(servers.get(path), upstream);
            case TAP -> tap(upstream);
            case TAP_AND_EMBEDDED -> tap(open(NetworkPath.EMBEDDED, upstream));
        };
    }

    private Endpoint proxy(ToxiproxyServer server, Endpoint upstream) throws IOException {
        return server.reached(server.create("benchmark-" + proxies++, upstream));
    }

    private Endpoint tap(Endpoint next) throws IOException {
        WireTap tap = WireTap.open("benchmark-" + taps.size(), Map.of(BROKER_ID, next), NOBODY);
        taps.add(tap);
        return Endpoint.loopback(tap.ports().get(0));
    }

    /**
     * Closes the wire taps; the proxies end with their servers.
     *
     * @throws IllegalStateException if anything went wrong in a tap: then its figures mean nothing
     */
    @Override
    public void close() throws IOException {
        for (WireTap tap : taps) {
            tap.close();
            tap.failures().stream().findFirst().ifPresent(failure -> {
                throw new IllegalStateException("the wire tap failed", failure);
            });
        }
    }
}

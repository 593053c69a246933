package delivery.toxiproxy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The proxies of a server, by name. */
final class ProxyCollection {
    private final Workers workers;
    private final Map<String, Proxy> proxies = new TreeMap<>();
    private boolean closed;

    ProxyCollection(Workers workers) {
        this.workers = workers;
    }

    synchronized List<Proxy> all() {
        return List.copyOf(proxies.values());
    }

    /** @throws ApiException 404 if there is none of that name */
    synchronized Proxy get(String name) throws ApiException {
        Proxy proxy = proxies.get(name);
        if (proxy == null) {
            throw ApiException.proxyNotFound();
        }
        return proxy;
    }

    /** @throws ApiException 409 if the name is taken, 500 if it cannot be started: then it is not kept */
    synchronized Proxy add(ProxyRequest request) throws ApiException {
        if (proxies.containsKey(request.name())) {
            throw new ApiException(409, "proxy already exists");
        }
        return put(request);
    }

    /**
     * Adds a proxy, in the place of one that has the same name but another address or upstream; one that has the same
     * is left alone.
     *
     * @throws ApiException 500 if it cannot be started
     */
    synchronized Proxy addOrReplace(ProxyRequest request) throws ApiException {
        Proxy existing = proxies.get(request.name());
        if (existing != null) {
            if (!existing.differs(request.listen(), request.upstream())) {
                return existing;
            }
            existing.stop();
        }
        Proxy proxy = put(request);
        if (existing != null) {
            existing.close();
        }
        return proxy;
    }

    private Proxy put(ProxyRequest request) throws ApiException {
        if (closed) {
            throw new ApiException(503, "the server is closing");
        }
        Proxy proxy = new Proxy(request.name(), request.listen(), request.upstream(), workers);
        if (request.enabled()) {
            proxy.start();
        }
        proxies.put(request.name(), proxy);
        return proxy;
    }

    synchronized void remove(String name) throws ApiException {
        get(name).close();
        proxies.remove(name);
    }

    /** Enables every proxy and removes all toxics; stops at the first that cannot be started, by a 500. */
    void reset() throws ApiException, InterruptedException {
        // The lock is not held: toxics are waited for, and a proxy that is closed meanwhile stays closed.
        for (Proxy proxy : all()) {
            proxy.reset();
        }
    }

    /** Closes every proxy. */
    synchronized void close() {
        closed = true;
        proxies.values().forEach(Proxy::close);
        proxies.clear();
    }
}

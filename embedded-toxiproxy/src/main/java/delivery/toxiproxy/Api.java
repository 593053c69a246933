package delivery.toxiproxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The operations of Toxiproxy's HTTP API. */
final class Api {
    /** The release of Toxiproxy that this server behaves like. */
    static final String VERSION = "2.12.0";

    final List<Route> routes = List.of(
            Route.of("GET", "/version", (path, body) -> Answer.version(VERSION)),
            Route.of("POST", "/reset", (path, body) -> reset()),
            Route.of("POST", "/populate", (path, body) -> populate(body)),
            Route.of("GET", "/proxies", (path, body) -> listProxies()),
            Route.of("POST", "/proxies", (path, body) -> createProxy(body)),
            Route.of("GET", "/proxies/{proxy}", (path, body) -> showProxy(path.get(0))),
            Route.of("POST|PATCH", "/proxies/{proxy}", (path, body) -> updateProxy(path.get(0), body)),
            Route.of("DELETE", "/proxies/{proxy}", (path, body) -> deleteProxy(path.get(0))),
            Route.of("GET", "/proxies/{proxy}/toxics", (path, body) -> listToxics(path.get(0))),
            Route.of("POST", "/proxies/{proxy}/toxics", (path, body) -> createToxic(path.get(0), body)),
            Route.of("GET", "/proxies/{proxy}/toxics/{toxic}", (path, body) -> showToxic(path.get(0), path.get(1))),
            Route.of(
                    "POST|PATCH",
                    "/proxies/{proxy}/toxics/{toxic}",
                    (path, body) -> updateToxic(path.get(0), path.get(1), body)),
            Route.of(
                    "DELETE",
                    "/proxies/{proxy}/toxics/{toxic}",
                    (path, body) -> deleteToxic(path.get(0), path.get(1))));

    private final ProxyCollection proxies;

    Api(ProxyCollection proxies) {
        this.proxies = proxies;
    }

    private Answer reset() throws ApiException, InterruptedException {
        proxies.reset();
        return Answer.noContent();
    }

    private Answer populate(byte[] body) {
        List<Proxy> made = new ArrayList<>();
        try {
            for (ProxyRequest request : ProxyRequest.toPopulate(body)) {
                made.add(proxies.addOrReplace(request));
            }
            return Answer.json(201, ApiJson.withProxies(ApiJson.object(), made));
        } catch (ApiException failure) {
            ObjectNode answer = ApiJson.withProxies(ApiJson.error(failure), made);
            return Answer.json(failure.status(), answer);
        }
    }

    private Answer listProxies() {
        return Answer.json(200, ApiJson.proxiesByName(proxies.all()));
    }

    private Answer createProxy(byte[] body) throws ApiException {
        return Answer.json(201, ApiJson.proxy(proxies.add(ProxyRequest.toCreate(body))));
    }

    private Answer showProxy(String name) throws ApiException {
        return Answer.json(200, ApiJson.proxy(proxies.get(name)));
    }

    private Answer updateProxy(String name, byte[] body) throws ApiException {
        Proxy proxy = proxies.get(name);
        proxy.update(ProxyRequest.toUpdate(body, proxy.state()).toState());
        return Answer.json(200, ApiJson.proxy(proxy));
    }

    private Answer deleteProxy(String name) throws ApiException {
        proxies.remove(name);
        return Answer.noContent();
    }

    private Answer listToxics(String proxy) throws ApiException {
        return Answer.json(200, ApiJson.toxics(toxicsOf(proxy).all()));
    }

    private Answer createToxic(String proxy, byte[] body) throws ApiException, InterruptedException {
        ToxicCollection toxics = toxicsOf(proxy);
        return Answer.json(200, ApiJson.toxic(toxics.add(ToxicRequest.read(body))));
    }

    private Answer showToxic(String proxy, String name) throws ApiException {
        return Answer.json(200, ApiJson.toxic(toxicsOf(proxy).get(name)));
    }

    private Answer updateToxic(String proxy, String name, byte[] body) throws ApiException, InterruptedException {
        ToxicCollection toxics = toxicsOf(proxy);
        return Answer.json(200, ApiJson.toxic(toxics.update(name, body)));
    }

    private Answer deleteToxic(String proxy, String name) throws ApiException, InterruptedException {
        toxicsOf(proxy).remove(name);
        return Answer.noContent();
    }

    private ToxicCollection toxicsOf(String proxy) throws ApiException {
        return proxies.get(proxy).toxics();
    }
}

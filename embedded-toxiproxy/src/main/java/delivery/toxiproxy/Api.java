package delivery.toxiproxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The operations of Toxiproxy's HTTP API. */
final class Api {
    /** The release of Toxiproxy that this server behaves like. */
    static final String VERSION = "2.12.0";

    final List<Route> routes = List.of(
            Route.of("GET", "/version", (path, body) -> ApiResponse.version(VERSION)),
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

    private ApiResponse reset() throws ApiException, InterruptedException {
        proxies.reset();
        return ApiResponse.noContent();
    }

    private ApiResponse populate(byte[] body) {
        List<Proxy> made = new ArrayList<>();
        try {
            for (ProxyRequest request : ProxyRequest.toPopulate(body)) {
                made.add(proxies.addOrReplace(request));
            }
            return ApiResponse.json(201, ApiJson.withProxies(ApiJson.object(), made));
        } catch (ApiException failure) {
            ObjectNode answer = ApiJson.withProxies(ApiJson.error(failure), made);
            return ApiResponse.json(failure.status(), answer);
        }
    }

    private ApiResponse listProxies() {
        return ApiResponse.json(200, ApiJson.proxiesByName(proxies.all()));
    }

    private ApiResponse createProxy(byte[] body) throws ApiException {
        return ApiResponse.json(201, ApiJson.proxy(proxies.add(ProxyRequest.toCreate(body))));
    }

    private ApiResponse showProxy(String name) throws ApiException {
        return ApiResponse.json(200, ApiJson.proxy(proxies.get(name)));
    }

    private ApiResponse updateProxy(String name, byte[] body) throws ApiException {
        Proxy proxy = proxies.get(name);
        proxy.update(ProxyRequest.toUpdate(body, proxy.state()).toState());
        return ApiResponse.json(200, ApiJson.proxy(proxy));
    }

    private ApiResponse deleteProxy(String name) throws ApiException {
        proxies.remove(name);
        return ApiResponse.noContent();
    }

    private ApiResponse listToxics(String proxy) throws ApiException {
        return ApiResponse.json(200, ApiJson.toxics(toxicsOf(proxy).all()));
    }

    private ApiResponse createToxic(String proxy, byte[] body) throws ApiException, InterruptedException {
        ToxicCollection toxics = toxicsOf(proxy);
        return ApiResponse.json(200, ApiJson.toxic(toxics.add(ToxicRequest.read(body))));
    }

    private ApiResponse showToxic(String proxy, String name) throws ApiException {
        return ApiResponse.json(200, ApiJson.toxic(toxicsOf(proxy).get(name)));
    }

    private ApiResponse updateToxic(String proxy, String name, byte[] body) throws ApiException, InterruptedException {
        ToxicCollection toxics = toxicsOf(proxy);
        return ApiResponse.json(200, ApiJson.toxic(toxics.update(name, body)));
    }

    private ApiResponse deleteToxic(String proxy, String name) throws ApiException, InterruptedException {
        toxicsOf(proxy).remove(name);
        return ApiResponse.noContent();
    }

    private ToxicCollection toxicsOf(String proxy) throws ApiException {
        return proxies.get(proxy).toxics();
    }
}

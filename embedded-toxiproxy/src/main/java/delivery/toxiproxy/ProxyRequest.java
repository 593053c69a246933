package delivery.toxiproxy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A proxy as a client wants it. */
record ProxyRequest(String name, String listen, String upstream, boolean enabled) {
    private static final Map<String, FieldType> FIELDS = Map.of(
            "name", FieldType.STRING,
            "listen", FieldType.STRING,
            "upstream", FieldType.STRING,
            "enabled", FieldType.BOOLEAN,
            // Not used, but accepted: a client may send back what it was shown.
            "Logger", FieldType.OBJECT);

    /** Reads a proxy that is to be created: enabled, on any port of all interfaces, unless it says otherwise. */
    static ProxyRequest toCreate(byte[] body) throws ApiException {
        return read(body, new ProxyRequest("", "", "", true)).requireFields("");
    }

    /** Reads a proxy that is to be changed; what is not mentioned stays. */
    static ProxyRequest toUpdate(byte[] body, Proxy.ProxyState now) throws ApiException {
        return read(body, new ProxyRequest("", now.listen(), now.upstream(), now.enabled()));
    }

    /** Reads an array of proxies that are to be created. */
    static List<ProxyRequest> toPopulate(byte[] body) throws ApiException {
        JsonNode array = JsonBody.firstValue(body);
        if (!array.isArray() && !array.isNull()) {
            throw ApiException.badRequestBody("an array is wanted, not " + JsonFields.kind(array));
        }
        List<ProxyRequest> requests = new ArrayList<>();
        for (JsonNode element : array) {
            requests.add(new ProxyRequest("", "", "", true)
                    .with(JsonFields.of(element, FIELDS).orFail()));
        }
        for (int i = 0; i < requests.size(); i++) {
            requests.get(i).requireFields(" at proxy " + (i + 1));
        }
        return requests;
    }

    private static ProxyRequest read(byte[] body, ProxyRequest defaults) throws ApiException {
        return defaults.with(JsonFields.of(JsonBody.firstValue(body), FIELDS).orFail());
    }

    private ProxyRequest with(JsonFields fields) {
        return new ProxyRequest(
                fields.get("name", name),
                fields.get("listen", listen),
                fields.get("upstream", upstream),
                fields.get("enabled", enabled));
    }

    private ProxyRequest requireFields(String where) throws ApiException {
        if (name.isEmpty()) {
            throw new ApiException(400, "missing required field: name" + where);
        }
        if (upstream.isEmpty()) {
            throw new ApiException(400, "missing required field: upstream" + where);
        }
        return this;
    }

    /** What this makes of a proxy. */
    Proxy.ProxyState toState() {
        return new Proxy.ProxyState(listen, upstream, enabled);
    }
}

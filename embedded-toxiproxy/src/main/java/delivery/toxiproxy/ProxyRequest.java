package delivery.toxiproxy;

import delivery.toxiproxy.JsonValue.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A proxy as a client wants it. */
record ProxyRequest(String name, String listen, String upstream, boolean enabled) {
    private static final String POPULATE_TYPE = "struct { toxiproxy.Proxy; Enabled *bool \"json:\\\"enabled\\\"\" }";
    private static final Map<String, FieldType> FIELDS = Map.of(
            "name", FieldType.STRING,
            "listen", FieldType.STRING,
            "upstream", FieldType.STRING,
            "enabled", FieldType.BOOL,
            // Of no use, but a client may send back what it was shown.
            "Logger", FieldType.object("zerolog.Logger"));

    /** Reads a proxy that is to be created: enabled, on any port of all interfaces, unless it says otherwise. */
    static ProxyRequest toCreate(byte[] body) throws ApiException {
        return read(body, new ProxyRequest("", "", "", true)).requireFields("");
    }

    /** Reads a proxy that is to be changed; what is not mentioned stays. */
    static ProxyRequest toUpdate(byte[] body, Proxy.State now) throws ApiException {
        return read(body, new ProxyRequest("", now.listen(), now.upstream(), now.enabled()));
    }

    /** Reads an array of proxies that are to be created. */
    static List<ProxyRequest> toPopulate(byte[] body) throws ApiException {
        JsonValue array = JsonReader.firstValue(body);
        if (!array.is(Kind.ARRAY) && !array.is(Kind.NULL)) {
            throw ApiException.badRequestBody(
                    "json: cannot unmarshal " + array.kindName() + " into Go value of type []" + POPULATE_TYPE);
        }
        List<ProxyRequest> requests = new ArrayList<>();
        for (JsonValue element : array.elements()) {
            JsonFields fields =
                    JsonFields.of(element, POPULATE_TYPE, ".", FIELDS).orFail();
            requests.add(new ProxyRequest("", "", "", true).with(fields));
        }
        for (int i = 0; i < requests.size(); i++) {
            requests.get(i).requireFields(" at proxy " + (i + 1));
        }
        return requests;
    }

    private static ProxyRequest read(byte[] body, ProxyRequest defaults) throws ApiException {
        JsonValue value = JsonReader.firstValue(body);
        return defaults.with(
                JsonFields.of(value, "toxiproxy.Proxy", "Proxy.", FIELDS).orFail());
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
    Proxy.State toState() {
        return new Proxy.State(listen, upstream, enabled);
    }
}

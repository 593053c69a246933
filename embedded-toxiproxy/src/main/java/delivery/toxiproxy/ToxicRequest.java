package delivery.toxiproxy;

import delivery.toxiproxy.toxics.Toxic;
import delivery.toxiproxy.toxics.ToxicTypes;
import java.util.Map;

/** A toxic that a client wants to add. Its attributes are only read once it is known that its name is free. */
record ToxicRequest(String name, String type, String streamText, Stream stream, float toxicity, JsonValue attributes) {
    private static final Map<String, FieldType> FIELDS = Map.of(
            "name", FieldType.STRING,
            "type", FieldType.STRING,
            "stream", FieldType.STRING,
            "toxicity", FieldType.FLOAT32,
            "attributes", FieldType.object("toxics.NoopToxic"));
    private static final JsonValue NO_ATTRIBUTES = JsonValue.literal(JsonValue.Kind.NULL, "null");

    /** @throws ApiException 400 for anything but a toxic of a known type on one of the two streams */
    static ToxicRequest read(byte[] body) throws ApiException {
        JsonValue value = JsonReader.firstValue(body);
        JsonFields fields = JsonFields.of(value, "toxics.ToxicWrapper", "ToxicWrapper.", FIELDS)
                .orFail();
        String streamText = fields.get("stream", Stream.DOWNSTREAM.wireName());
        Stream stream = Stream.parse(streamText);
        String type = fields.get("type", "");
        String name = fields.get("name", "");
        if (!ToxicTypes.ALL.containsKey(type)) {
            throw new ApiException(400, "invalid toxic type");
        }
        return new ToxicRequest(
                name.isEmpty() ? type + "_" + streamText : name,
                type,
                streamText,
                stream,
                fields.get("toxicity", 1f),
                fields.get("attributes", NO_ATTRIBUTES));
    }

    /** @throws ApiException 400 for attributes of the wrong type, or that no connection could bear */
    ProxyToxic toToxic() throws ApiException {
        Toxic zero = ToxicTypes.ALL.get(type);
        Toxic toxic = ToxicAttributes.change(
                zero, ToxicAttributes.read(zero, attributes).orFail());
        return new ProxyToxic(name, type, streamText, stream, ToxicAttributes.requireBearable(toxic), toxicity);
    }
}

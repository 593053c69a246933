package delivery.toxiproxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import delivery.toxiproxy.toxics.Toxic;
import delivery.toxiproxy.toxics.ToxicTypes;
import java.util.Map;

/** A toxic that a client wants to add. Its attributes are only read once it is known that its name is free. */
record ToxicRequest(String name, String type, String streamText, Stream stream, float toxicity, JsonNode attributes) {
    private static final Map<String, FieldType> FIELDS = Map.of(
            "name", FieldType.STRING,
            "type", FieldType.STRING,
            "stream", FieldType.STRING,
            "toxicity", FieldType.FLOAT,
            "attributes", FieldType.OBJECT);
    private static final JsonNode NO_ATTRIBUTES = NullNode.getInstance();

    /** @throws ApiException 400 for anything but a toxic of a known type on one of the two streams */
    static ToxicRequest read(byte[] body) throws ApiException {
        JsonFields fields = JsonFields.of(JsonBody.firstValue(body), FIELDS).orFail();
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

package delivery.toxiproxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import delivery.toxiproxy.toxics.Toxic;
import java.util.Map;
import java.util.TreeMap;

/** The attributes of toxics in JSON: an object of integers. */
final class ToxicAttributes {
    private static final JsonMapper JSON = new JsonMapper();

    private ToxicAttributes() {}

    /** The attributes by their names on the wire, in the order in which the API shows them. */
    static ObjectNode show(Toxic toxic) {
        return JSON.valueToTree(toxic);
    }

    /** Reads attributes for a toxic; which of them are of the wrong type, only the result tells. */
    static JsonFields read(Toxic toxic, JsonNode attributes) throws ApiException {
        Map<String, FieldType> types = new TreeMap<>();
        show(toxic).fieldNames().forEachRemaining(name -> types.put(name, FieldType.INTEGER));
        return JsonFields.of(attributes, types);
    }

    /** A toxic with some of its attributes changed. */
    static Toxic change(Toxic toxic, JsonFields changes) {
        ObjectNode attributes = show(toxic);
        changes.values().forEach((name, value) -> attributes.put(name, (Long) value));
        try {
            return JSON.treeToValue(attributes, toxic.getClass());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a toxic cannot be read from its own attributes", impossible);
        }
    }

    /** @throws ApiException 400 for attributes that would make the real server exit or hang */
    static Toxic requireBearable(Toxic toxic) throws ApiException {
        if (!toxic.complaint().isEmpty()) {
            throw new ApiException(400, "invalid toxic attributes: " + toxic.complaint());
        }
        return toxic;
    }
}

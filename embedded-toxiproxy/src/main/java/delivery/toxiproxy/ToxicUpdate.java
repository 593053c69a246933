package delivery.toxiproxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import delivery.toxiproxy.toxics.Toxic;
import java.util.Map;

/** A change of a toxic that a client wants: of its attributes and its toxicity, nothing else. */
final class ToxicUpdate {
    private static final Map<String, FieldType> FIELDS =
            Map.of("attributes", FieldType.OBJECT, "toxicity", FieldType.FLOAT);

    private ToxicUpdate() {}

    /**
     * Changes a toxic. Of attributes that are partly of the wrong type the others are changed nevertheless, as
     * Toxiproxy does.
     *
     * @throws ApiException 400 if the body is no JSON, a field is of the wrong type, or no connection could bear the
     *     attributes
     */
    static void apply(byte[] body, ProxyToxic toxic) throws ApiException {
        Toxic now = toxic.attributes();
        JsonFields fields = JsonFields.of(JsonBody.firstValue(body), FIELDS);
        JsonNode attributes = fields.get("attributes", NullNode.getInstance());
        JsonFields changes = ToxicAttributes.read(now, attributes);
        Toxic changed = ToxicAttributes.requireBearable(ToxicAttributes.change(now, changes));
        toxic.update(changed, toxic.toxicity());
        changes.orFail();
        fields.orFail();
        toxic.update(changed, fields.get("toxicity", toxic.toxicity()));
    }
}

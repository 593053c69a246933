package delivery.toxiproxy;

import delivery.toxiproxy.toxics.Toxic;
import java.util.List;
import java.util.Map;

/** A change of a toxic that a client wants: of its attributes and its toxicity, nothing else. */
final class ToxicUpdate {
    private static final String GO_TYPE =
            "struct { Attributes interface {} \"json:\\\"attributes\\\"\"; Toxicity float32 "
                    + "\"json:\\\"toxicity\\\"\" }";

    private ToxicUpdate() {}

    /**
     * Changes a toxic. Of attributes that are partly of the wrong type the others are changed nevertheless, as
     * Toxiproxy does.
     *
     * @throws ApiException 400 if the body is no JSON, a field is of the wrong type, or no connection could bear the
     *     attributes
     */
    static void apply(byte[] body, ProxyToxic toxic) throws ApiException {
        JsonValue value = JsonReader.firstValue(body);
        Toxic now = toxic.attributes();
        JsonFields fields = JsonFields.of(
                value,
                GO_TYPE,
                ".",
                Map.of(
                        "attributes",
                        FieldType.object("toxics." + ToxicAttributes.goType(now)),
                        "toxicity",
                        FieldType.FLOAT32));
        JsonFields changes = ToxicAttributes.read(now, fields.get("attributes", JsonValue.object(List.of())));
        Toxic changed = ToxicAttributes.requireBearable(ToxicAttributes.change(now, changes));
        toxic.update(changed, toxic.toxicity());
        changes.orFail();
        fields.orFail();
        toxic.update(changed, fields.get("toxicity", toxic.toxicity()));
    }
}

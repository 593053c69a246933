package delivery.toxiproxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** The JSON that a request carries. */
final class JsonBody {
    private static final JsonMapper JSON =
            JsonMapper.builder().nodeFactory(new Factory()).build();

    private JsonBody() {}

    /** @throws ApiException 400 if the text does not begin with a JSON value; whatever follows it is ignored */
    static JsonNode firstValue(byte[] body) throws ApiException {
        try {
            // As text: Toxiproxy takes every body for UTF-8, and Jackson would guess.
            JsonNode value = JSON.readTree(new String(body, StandardCharsets.UTF_8));
            if (value.isMissingNode()) {
                throw ApiException.badRequestBody("EOF");
            }
            return value;
        } catch (JsonProcessingException noJson) {
            throw ApiException.badRequestBody(
                    "no JSON at line " + noJson.getLocation().getLineNr() + ", column "
                            + noJson.getLocation().getColumnNr());
        }
    }

    private static final class Factory extends JsonNodeFactory {
        private static final long serialVersionUID = 1;

        @Override
        public ObjectNode objectNode() {
            return new JoinedObject(this);
        }
    }

    /** Of two members of one name the last wins, unless it is null; two objects are joined. So does Go. */
    @SuppressWarnings("unchecked") // The deepCopy() that it inherits.
    private static final class JoinedObject extends ObjectNode {
        private static final long serialVersionUID = 1;

        private JoinedObject(JsonNodeFactory factory) {
            super(factory);
        }

        /** Jackson's parser puts members here, and fills those that are objects after that. */
        @Override
        public JsonNode replace(String name, JsonNode value) {
            JsonNode before = get(name);
            if (before != null && value.isNull()) {
                return before;
            }
            if (before instanceof ObjectNode first && value instanceof ObjectNode last) {
                last.setAll(first);
            }
            return super.replace(name, value);
        }
    }
}

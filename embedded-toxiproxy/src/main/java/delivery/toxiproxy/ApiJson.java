package delivery.toxiproxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** What the API answers, in the order and the notation of Toxiproxy. */
final class ApiJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final float SMALLEST_PLAIN = 1e-6f;
    private static final float LARGEST_PLAIN = 1e21f;
    private static final int FLOAT_DIGITS = 9;

    private ApiJson() {}

    static ObjectNode proxy(Proxy proxy) {
        Proxy.ProxyState state = proxy.state();
        ObjectNode shown = JSON.createObjectNode()
                .put("name", proxy.name())
                .put("listen", state.listen())
                .put("upstream", state.upstream())
                .put("enabled", state.enabled());
        // There since 2.5 by accident; clients may have come to expect it.
        shown.putObject("Logger");
        shown.set("toxics", toxics(proxy.toxics().all()));
        return shown;
    }

    static ObjectNode proxiesByName(List<Proxy> proxies) {
        ObjectNode shown = JSON.createObjectNode();
        proxies.forEach(proxy -> shown.set(proxy.name(), proxy(proxy)));
        return shown;
    }

    static ArrayNode toxics(List<ProxyToxic> toxics) {
        ArrayNode shown = JSON.createArrayNode();
        toxics.forEach(toxic -> shown.add(toxic(toxic)));
        return shown;
    }

    static ObjectNode toxic(ProxyToxic toxic) {
        ObjectNode shown = JSON.createObjectNode();
        shown.set("attributes", ToxicAttributes.show(toxic.attributes()));
        return shown.put("name", toxic.name)
                .put("type", toxic.type)
                .put("stream", toxic.streamText)
                .putRawValue("toxicity", new RawValue(shortest(toxic.toxicity())));
    }

    static ObjectNode error(ApiException failure) {
        return JSON.createObjectNode().put("error", failure.getMessage()).put("status", failure.status());
    }

    /** The proxies in the answer of /populate, null if there are none. */
    static ObjectNode withProxies(ObjectNode answer, List<Proxy> proxies) {
        if (proxies.isEmpty()) {
            return answer.putNull("proxies");
        }
        ArrayNode shown = answer.putArray("proxies");
        proxies.forEach(proxy -> shown.add(proxy(proxy)));
        return answer;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node)
                    .replace("&", "\\u0026")
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree cannot be written", impossible);
        }
    }

    /** The fewest digits that give the same float again; Java's own notation has more. */
    static String shortest(float number) {
        if (number == 0) {
            return Float.floatToIntBits(number) == 0 ? "0" : "-0";
        }
        BigDecimal digits = BigDecimal.ZERO;
        for (int precision = 1; precision <= FLOAT_DIGITS; precision++) {
            digits = new BigDecimal(number).round(new MathContext(precision)).stripTrailingZeros();
            if (digits.floatValue() == number) {
                break;
            }
        }
        float size = Math.abs(number);
        return size >= SMALLEST_PLAIN && size < LARGEST_PLAIN ? digits.toPlainString() : scientific(digits);
    }

    private static String scientific(BigDecimal digits) {
        int exponent = digits.precision() - digits.scale() - 1;
        BigDecimal mantissa = digits.movePointLeft(exponent).stripTrailingZeros();
        return mantissa.toPlainString() + "e" + (exponent < 0 ? "" : "+") + exponent;
    }
}

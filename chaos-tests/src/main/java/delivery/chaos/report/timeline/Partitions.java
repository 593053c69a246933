package delivery.chaos.report.timeline;

import delivery.chaos.history.Exchange;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the wire says of the partitions of a scenario's two topics, whose names end as the harness calls them. */
final class Partitions {
    private static final Pattern EVENTS = Pattern.compile(".*\\.events-(\\d{1,9})");
    private static final Pattern EFFECTS = Pattern.compile(".*\\.effects-(\\d{1,9})");

    private Partitions() {}

    /** What a message says of input partitions, by their number. */
    static Map<Integer, Object> ofEvents(Map<String, Object> message) {
        return of(message, EVENTS);
    }

    /** What a message says of output partitions, by their number. */
    static Map<Integer, Object> ofEffects(Map<String, Object> message) {
        return of(message, EFFECTS);
    }

    private static Map<Integer, Object> of(Map<String, Object> message, Pattern topic) {
        Map<Integer, Object> said = new TreeMap<>();
        if (message.get("partitions") instanceof Map<?, ?> partitions) {
            partitions.forEach((name, value) -> {
                Matcher matcher = topic.matcher(name.toString());
                if (matcher.matches()) {
                    said.put(Integer.valueOf(matcher.group(1)), value);
                }
            });
        }
        return said;
    }

    /** A number under a name; null if there is none. */
    static Long number(Object said, String name) {
        return said instanceof Map<?, ?> fields && fields.get(name) instanceof Number number
                ? Long.valueOf(number.longValue())
                : null;
    }

    /** A text under a name; null if there is none. */
    static String text(Object said, String name) {
        return said instanceof Map<?, ?> fields && fields.get(name) instanceof String text ? text : null;
    }

    /** Whether the broker did all it was asked to and the pipeline was told. */
    static boolean isDone(Exchange exchange) {
        return exchange.outcome() == Exchange.Outcome.ANSWERED
                && errors(exchange).isEmpty();
    }

    /** The error of a response, its own or that of the first partition that has one; empty if there is none. */
    static String errors(Exchange exchange) {
        String own = text(exchange.response(), "error");
        if (own != null) {
            return own;
        }
        if (exchange.response().get("partitions") instanceof Map<?, ?> partitions) {
            for (Object said : partitions.values()) {
                if (text(said, "error") != null) {
                    return text(said, "error");
                }
            }
        }
        return "";
    }
}

package delivery.chaos.report.timeline;

import delivery.chaos.history.Exchange;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Requests and their outcomes in words. */
final class Spoken {
    private Spoken() {}

    /** {@code Produce 12 to broker 2: effects-0 382 effects, e-003787 … e-004705}. */
    static String request(Exchange exchange) {
        String said = switch (exchange.apiKey()) {
            case "Produce" -> produced(exchange);
            case "OffsetCommit" -> "offsets " + offsets(Partitions.ofEvents(exchange.request()));
            case "TxnOffsetCommit" ->
                "offsets " + offsets(Partitions.ofEvents(exchange.request())) + ", with the transaction";
            case "EndTxn" ->
                Boolean.TRUE.equals(exchange.request().get("committed"))
                        ? "commit the transaction"
                        : "abort the transaction";
            default -> "";
        };
        return exchange.apiKey() + " " + exchange.correlationId() + " to broker " + exchange.broker()
                + (said.isEmpty() ? "" : ": " + said);
    }

    private static String produced(Exchange exchange) {
        return Partitions.ofEffects(exchange.request()).entrySet().stream()
                .map(batch -> "effects-" + batch.getKey() + " " + Partitions.number(batch.getValue(), "records")
                        + " effects, of " + Partitions.text(batch.getValue(), "firstEvent") + " … "
                        + Partitions.text(batch.getValue(), "lastEvent"))
                .collect(Collectors.joining("; "));
    }

    private static String offsets(Map<Integer, Object> positions) {
        return positions.entrySet().stream()
                .map(position -> "events-" + position.getKey() + "@" + position.getValue())
                .collect(Collectors.joining(", "));
    }

    /** What came of a request. */
    static String outcome(Exchange exchange) {
        return switch (exchange.outcome()) {
            case ANSWERED -> answered(exchange);
            case WITHHELD -> "carried out, its response withheld";
            case UNANSWERED -> "no response: " + words(exchange.connectionEnd());
            case DISCARDED -> "never sent on";
            case NO_RESPONSE_ASKED -> "no response asked for";
            case OPEN -> "no response by the end";
        };
    }

    private static String answered(Exchange exchange) {
        String error = Partitions.errors(exchange);
        if (!error.isEmpty()) {
            return "refused: " + error;
        }
        String said = switch (exchange.apiKey()) {
            case "Produce" ->
                Partitions.ofEffects(exchange.response()).entrySet().stream()
                        .map(at -> "effects-" + at.getKey() + "@" + Partitions.number(at.getValue(), "baseOffset"))
                        .collect(Collectors.joining(", ", "in the log at ", ""));
            case "OffsetFetch" -> "committed: " + offsets(Partitions.ofEvents(exchange.response()));
            case "InitProducerId" ->
                "producer id " + exchange.response().get("producerId") + ", epoch "
                        + exchange.response().get("producerEpoch");
            default -> "done";
        };
        return said
                + (exchange.endedAtMs() == null ? "" : ", after " + (exchange.endedAtMs() - exchange.atMs()) + " ms");
    }

    private static String words(String connectionEnd) {
        return connectionEnd == null
                ? "connection ended"
                : connectionEnd.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

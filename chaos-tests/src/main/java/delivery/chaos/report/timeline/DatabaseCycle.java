package delivery.chaos.report.timeline;

import delivery.chaos.history.DatabaseExchange;
import delivery.chaos.history.Exchange;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The first cycle of a pipeline with a database, from both wires: from the Fetch that brought its events to what comes
 * before the next cycle. It tells in which order rows and offsets are committed.
 */
public final class DatabaseCycle implements Consumer<HistoryLine> {
    private static final String PROCESS = "pipeline";
    private static final String FETCH = "Fetch";
    private static final String OFFSET_COMMIT = "OffsetCommit";
    private static final Set<String> OF_A_CYCLE = Set.of(FETCH, OFFSET_COMMIT, "Produce");
    private static final String BEGIN = "BEGIN";

    /**
     * One step.
     *
     * @param wire {@code Kafka} or {@code PostgreSQL}
     * @param sent the request, or statements each with how often
     * @param answer how it went
     */
    public record DatabaseStep(String wire, List<String> sent, String answer) {}

    /** A request of either wire, in the order of their arrival. */
    private record Sent(long atMs, Exchange toKafka, DatabaseExchange toDatabase) {
        boolean isKafka(String apiKey) {
            return toKafka != null && toKafka.apiKey().equals(apiKey);
        }

        boolean beginsWithEvents() {
            return toDatabase != null && toDatabase.statements().contains(BEGIN) && !isSchema();
        }

        private boolean isSchema() {
            return toDatabase.statements().stream().anyMatch(statement -> statement.contains("pg_advisory_xact_lock"));
        }

        /** The statements without how often: batches differ in size. */
        List<String> statements() {
            return toDatabase == null
                    ? List.of()
                    : toDatabase.statements().stream()
                            .map(statement -> statement.replaceAll(" ×\\d+$", ""))
                            .toList();
        }

        DatabaseStep step() {
            return toKafka != null
                    ? new DatabaseStep("Kafka", List.of(Spoken.request(toKafka)), Spoken.outcome(toKafka))
                    : new DatabaseStep("PostgreSQL", toDatabase.statements(), answer(toDatabase));
        }

        private static String answer(DatabaseExchange exchange) {
            String said =
                    exchange.error().isEmpty() ? String.join(", ", exchange.tags()) : "SQLSTATE " + exchange.error();
            return said.isEmpty() ? exchange.outcome().toString().toLowerCase(Locale.ROOT) : said;
        }
    }

    private final List<Sent> all = new ArrayList<>();

    private DatabaseCycle() {}

    /**
     * Reads it from the history in a directory.
     *
     * @return its steps; empty if the pipeline has no database, or has come to no cycle
     */
    public static List<DatabaseStep> read(Path historyDirectory) throws IOException {
        DatabaseCycle cycle = new DatabaseCycle();
        HistoryReader.read(historyDirectory, cycle);
        return cycle.steps();
    }

    @Override
    public void accept(HistoryLine line) {
        if (line instanceof Exchange exchange
                && exchange.process().equals(PROCESS)
                && OF_A_CYCLE.contains(exchange.apiKey())) {
            all.add(new Sent(exchange.atMs(), exchange, null));
        } else if (line instanceof DatabaseExchange exchange
                && exchange.process().equals(PROCESS)) {
            all.add(new Sent(exchange.atMs(), null, exchange));
        }
    }

    private List<DatabaseStep> steps() {
        all.sort((one, other) -> Long.compare(one.atMs(), other.atMs()));
        int begin = firstBegin();
        if (begin < 0) {
            return List.of();
        }
        int from = begin;
        while (from > 0 && !isFetchBefore(all.get(from), all.get(begin).atMs())) {
            from--;
        }
        int to = end(begin);
        boolean offsetsFirst = all.subList(from, begin).stream().anyMatch(sent -> sent.isKafka(OFFSET_COMMIT));
        List<DatabaseStep> steps = new ArrayList<>();
        for (int at = from; at < to; at++) {
            Sent sent = all.get(at);
            boolean ofAnother = at > from && sent.isKafka(FETCH)
                    || at > begin && offsetsFirst && sent.isKafka(OFFSET_COMMIT)
                    || at < begin && sent.toDatabase() != null;
            if (!ofAnother) {
                steps.add(sent.step());
            }
        }
        return steps;
    }

    /** Where what it did first in the transaction is done again, or the BEGIN before it. */
    private int end(int begin) {
        int first = begin;
        while (all.get(first).statements().equals(List.of(BEGIN))
                || all.get(first).toDatabase() == null) {
            first++;
        }
        int to = first + 1;
        while (to < all.size()
                && !all.get(to).statements().equals(all.get(first).statements())) {
            to++;
        }
        while (to < all.size() && to - 1 > first && isNoPartOfCycleBefore(all.get(to - 1))) {
            to--;
        }
        return to;
    }

    private static boolean isNoPartOfCycleBefore(Sent sent) {
        return sent.isKafka(FETCH) || sent.statements().equals(List.of(BEGIN));
    }

    private int firstBegin() {
        for (int at = 0; at < all.size(); at++) {
            if (all.get(at).beginsWithEvents() && isFollowedByCommit(at)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether its transaction names events before it is committed. */
    private boolean isFollowedByCommit(int begin) {
        int events = 0;
        for (int at = begin; at < all.size(); at++) {
            DatabaseExchange exchange = all.get(at).toDatabase();
            if (exchange != null) {
                events += exchange.events();
                if (exchange.statements().contains("COMMIT")) {
                    return events > 0;
                }
            }
        }
        return false;
    }

    private static boolean isFetchBefore(Sent sent, long atMs) {
        return sent.isKafka(FETCH)
                && sent.toKafka().endedAtMs() != null
                && sent.toKafka().endedAtMs() <= atMs;
    }
}

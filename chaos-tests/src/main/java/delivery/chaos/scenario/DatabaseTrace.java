package delivery.chaos.scenario;

import delivery.chaos.history.DatabaseExchange;
import delivery.chaos.history.Exchange.Outcome;
import delivery.chaos.network.postgres.PostgresListener;
import delivery.chaos.network.postgres.Reply;
import delivery.chaos.network.postgres.Volley;
import delivery.chaos.testbed.EffectTraffic;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.testbed.ScenarioClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one process sent to its database, with what became of it; tells the traffic of effects sent and answered. */
final class DatabaseTrace implements PostgresListener {
    private final ScenarioClock clock;
    private final String process;
    private final InputEvents events;
    private final EffectTraffic traffic;
    private final List<DatabaseExchange> exchanges = new ArrayList<>();
    private final IdentityHashMap<Volley, Integer> places = new IdentityHashMap<>();

    /** @param process as in a history: {@code pipeline} */
    DatabaseTrace(ScenarioClock clock, String process, InputEvents events, EffectTraffic traffic) {
        this.clock = clock;
        this.process = process;
        this.events = events;
        this.traffic = traffic;
    }

    @Override
    public void onVolley(Volley volley) {
        List<String> named = named(volley.texts());
        DatabaseExchange open = new DatabaseExchange(
                clock.elapsedMs(),
                null,
                process,
                volley.connection(),
                volley.backendPid(),
                counted(volley.statements()),
                named.size(),
                named.isEmpty() ? null : named.get(0),
                named.isEmpty() ? null : named.get(named.size() - 1),
                Outcome.OPEN,
                List.of(),
                "");
        synchronized (exchanges) {
            places.put(volley, exchanges.size());
            exchanges.add(open);
        }
        traffic.sentElsewhere(named);
    }

    /** The events that parameters name, in the order of the input. */
    private List<String> named(Set<String> texts) {
        return texts.stream()
                .filter(text -> events.number(text) >= 0)
                .sorted(Comparator.comparingInt(events::number))
                .toList();
    }

    /** The same statement many times in a row is written once. */
    private static List<String> counted(List<String> all) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        all.forEach(one -> counts.merge(one.strip(), 1, Integer::sum));
        List<String> counted = new ArrayList<>();
        counts.forEach((one, count) -> counted.add(count == 1 ? one : one + " ×" + count));
        return counted;
    }

    @Override
    public void onReply(Volley volley, Reply reply) {
        DatabaseExchange sent = replace(volley, Outcome.ANSWERED, clock.elapsedMs(), reply);
        if (reply.isCommitted() && !named(volley.transaction()).isEmpty()) {
            traffic.acknowledgedElsewhere(sent.atMs());
        }
    }

    @Override
    public void onReplyWithheld(Volley volley, Reply reply) {
        replace(volley, Outcome.WITHHELD, null, reply);
    }

    @Override
    public void onUnanswered(Volley volley) {
        replace(volley, Outcome.UNANSWERED, clock.elapsedMs(), new Reply(List.of(), ""));
    }

    @Override
    public void onDiscarded(Volley volley) {
        replace(volley, Outcome.DISCARDED, clock.elapsedMs(), new Reply(List.of(), ""));
    }

    private DatabaseExchange replace(Volley volley, Outcome outcome, Long endedAtMs, Reply reply) {
        synchronized (exchanges) {
            int place = places.get(volley);
            DatabaseExchange open = exchanges.get(place);
            exchanges.set(
                    place,
                    new DatabaseExchange(
                            open.atMs(),
                            endedAtMs,
                            open.process(),
                            open.connection(),
                            open.backendPid(),
                            open.statements(),
                            open.events(),
                            open.firstEvent(),
                            open.lastEvent(),
                            outcome,
                            counted(reply.tags()),
                            reply.error()));
            return open;
        }
    }

    /** All so far, in the order of their arrival. */
    List<DatabaseExchange> exchanges() {
        synchronized (exchanges) {
            return List.copyOf(exchanges);
        }
    }
}

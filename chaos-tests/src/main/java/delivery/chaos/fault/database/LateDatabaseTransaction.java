package delivery.chaos.fault.database;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.pipeline.Replacement;
import delivery.chaos.network.postgres.HeldVolley;
import delivery.chaos.network.postgres.Volley;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A zombie: its database transaction begins when another instance has done the same events and committed them. */
public final class LateDatabaseTransaction extends AimedFault {
    private static final long SESSION_TIMEOUT_MS = 4_000;

    public LateDatabaseTransaction() {
        super(FaultDescription.of(
                        "late-database-transaction",
                        "The pipeline is paused (SIGSTOP) when it begins a database transaction, until its session has "
                                + "expired and a second instance has gone through the same events; then the "
                                + "transaction arrives, and it goes on (SIGCONT).")
                .when("a zombie's transaction arrives late")
                .takesThrough(Circumstance.ZOMBIE, Circumstance.REBALANCED)
                .clientSettings(Map.of("session.timeout.ms", String.valueOf(SESSION_TIMEOUT_MS)))
                .strikesAt(Aim.Step.DATABASE_COMMIT));
    }

    private record Late(
            Replacement.ReplacementFacts second,
            String request,
            int eventsInRequest,
            int effectsMeanwhile,
            long pid,
            long pausedForMs,
            long sessionTimeoutMs,
            String zombie)
            implements Proof {
        @Override
        public String sentence() {
            return ("pid %d was paused for %d ms at %s with %d events, until %s had gone through them (%d effects "
                            + "meanwhile); then it arrived, and the zombie %s")
                    .formatted(
                            pid, pausedForMs, request, eventsInRequest, second.replacement(), effectsMeanwhile, zombie);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldVolley trap = CommitInFlight.tap(testbed).hold(begins(testbed, schedule.get(0)));
        testbed.pipeline().start();
        Volley begin = CommitInFlight.volley(testbed, trap, "beginning of a database transaction");
        Impact impact = Impact.now(testbed);
        long pid = testbed.pipeline().pause().pid();
        testbed.store().readOn();
        Set<String> before = testbed.store().inLog();
        Replacement second = Replacement.second(testbed);
        second.awaitAssigned();
        second.awaitEffectsOf(missing(testbed, before));
        Set<String> meanwhile = new HashSet<>(testbed.store().inLog());
        meanwhile.removeAll(before);
        List<String> inRequest = CommitInFlight.eventIds(testbed, begin.texts());
        // Where the request names no event yet, all that the zombie would go on with.
        impact.on(inRequest.isEmpty() ? meanwhile : inRequest).unanswered();
        long pausedForMs = impact.elapsedMs();
        trap.forward();
        testbed.pipeline().resume();
        String zombie = second.awaitFirstSettled();
        fired.accept(impact.proven(new Late(
                second.facts(),
                begin.toString(),
                inRequest.size(),
                meanwhile.size(),
                pid,
                pausedForMs,
                SESSION_TIMEOUT_MS,
                zombie)));
    }

    /** A transaction that begins once effects of the aim's event, or of a later one of its partition, were sent. */
    private static Predicate<Volley> begins(Testbed testbed, Aim aim) {
        return volley -> volley.opensTransaction()
                && testbed.traffic().sent().stream()
                        .filter(id -> !volley.texts().contains(id))
                        .anyMatch(id -> testbed.events().isFrom(id, aim.partition(), aim.offset()));
    }

    /** All events: but those that only the zombie has, where offsets go before rows. */
    private static Set<String> missing(Testbed testbed, Set<String> before) throws Exception {
        Set<String> all = DatabaseSlow.allEvents(testbed);
        Set<String> passed = testbed.committedEvents();
        passed.removeAll(before);
        all.removeAll(passed);
        return all;
    }
}

package delivery.chaos.fault.database;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.database.CommitInFlight.TransactionEnd;
import delivery.chaos.fault.pipeline.Replacement;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The database takes longer over a COMMIT than the group lets a member be silent: others take its partitions over. */
public final class DatabaseSlow extends AimedFault {
    private static final long MAX_POLL_INTERVAL_MS = 4_000;
    private static final long SESSION_TIMEOUT_MS = 4_000;

    public DatabaseSlow() {
        super(FaultDescription.of(
                        "database-slow",
                        "The database carries out a COMMIT, and its answer comes only when max.poll.interval.ms is over"
                                + " and a second instance has gone through the same events.")
                .when("the database answers later than the poll interval")
                .takesThrough(Circumstance.ZOMBIE, Circumstance.REBALANCED)
                // A static member that polls too late sends no more heartbeats, and is given up with its session.
                .clientSettings(Map.of(
                        "max.poll.interval.ms", String.valueOf(MAX_POLL_INTERVAL_MS),
                        "session.timeout.ms", String.valueOf(SESSION_TIMEOUT_MS)))
                .strikesAt(Aim.Step.DATABASE_COMMIT));
    }

    private record Late(
            Replacement.ReplacementFacts second,
            CommitInFlight.CommitFacts commit,
            long answeredAfterMs,
            long maxPollIntervalMs,
            String first)
            implements Proof {
        @Override
        public String sentence() {
            return "%s; its answer came after %d ms, when %s had gone through the same events, and it %s"
                    .formatted(commit, answeredAfterMs, second.replacement(), first);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        CommitInFlight commit = CommitInFlight.start(testbed, schedule.get(0));
        Impact impact = commit.impact().strikesNow();
        commit.carryOut();
        CommitInFlight.CommitFacts facts = commit.decided(TransactionEnd.COMMITTED);
        impact.unanswered();
        Replacement second = Replacement.second(testbed);
        second.awaitAssigned();
        second.awaitEffectsOf(allEvents(testbed));
        long answeredAfterMs = impact.elapsedMs();
        commit.held().deliver();
        String first = second.awaitFirstSettled();
        fired.accept(impact.proven(new Late(second.facts(), facts, answeredAfterMs, MAX_POLL_INTERVAL_MS, first)));
    }

    /** What a second instance has done when it is through. */
    static Set<String> allEvents(Testbed testbed) {
        return testbed.events().where((id, position) -> true);
    }
}

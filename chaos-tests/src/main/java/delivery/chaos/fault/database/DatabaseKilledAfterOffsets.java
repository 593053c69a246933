package delivery.chaos.fault.database;

import delivery.chaos.database.Database;
import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.postgres.HeldVolley;
import delivery.chaos.network.postgres.Volley;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * SIGKILL to the database when a COMMIT has been answered and its offsets are committed: what the database has not
 * written to its log by then, nobody will do again.
 */
public final class DatabaseKilledAfterOffsets extends AimedFault {
    public DatabaseKilledAfterOffsets() {
        super(FaultDescription.of(
                        "database-killed-after-offsets",
                        "The database is killed (SIGKILL) when it has acknowledged a COMMIT, the offsets are committed,"
                                + " and the next transaction begins; it is started again and recovers from its log.")
                .when("the database is killed after COMMIT and offsets")
                .takesThrough(Circumstance.REQUEST_LOST)
                .strikesAt(Aim.Step.DATABASE_COMMIT));
    }

    private record Killed(
            Database.KilledServer server,
            String acknowledged,
            long transactionId,
            String statusAfterRecovery,
            int effectsAcknowledged,
            String atItsBegin)
            implements Proof {
        @Override
        public String sentence() {
            return ("PostgreSQL (pid %d) was ended by signal 9 (exit code %d) at %s; transaction %d with %d effects,"
                            + " whose COMMIT it had acknowledged (%s), is %s after recovery")
                    .formatted(
                            server.pid(),
                            server.exitCode(),
                            atItsBegin,
                            transactionId,
                            effectsAcknowledged,
                            acknowledged,
                            statusAfterRecovery);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        CommitInFlight commit = CommitInFlight.start(testbed, schedule.get(0));
        HeldVolley next = CommitInFlight.tap(testbed).hold(Volley::opensTransaction);
        commit.carryOut();
        commit.held().deliver();
        Volley begin = CommitInFlight.volley(testbed, next, "beginning of the next database transaction");
        Set<String> beginsWith = Set.copyOf(CommitInFlight.eventIds(testbed, begin.texts()));
        Impact impact = commit.impact().on(beginsWith).strikesNow();
        try (DatabaseOutage outage = DatabaseOutage.begin(testbed)) {
            next.discard();
            impact.mayBeLost(commit.eventIds());
            Database.KilledServer server = outage.restart();
            Killed proof = new Killed(
                    server,
                    commit.held().volley().toString(),
                    commit.transactionId(),
                    commit.status(),
                    commit.eventIds().size(),
                    begin.toString());
            fired.accept(impact.takenUpAgain().proven(proof));
        }
    }
}

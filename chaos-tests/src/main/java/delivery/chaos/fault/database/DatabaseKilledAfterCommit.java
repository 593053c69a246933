package delivery.chaos.fault.database;

import delivery.chaos.database.Database;
import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.database.CommitInFlight.TransactionEnd;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.function.Consumer;

/** SIGKILL to the database when it has carried out a COMMIT and before its answer has arrived. */
public final class DatabaseKilledAfterCommit extends AimedFault {
    public DatabaseKilledAfterCommit() {
        super(FaultDescription.of(
                        "database-killed-after-commit",
                        "The database is killed (SIGKILL) when it has carried out a COMMIT and its answer is on its"
                                + " way; it is started again and recovers from its log.")
                .when("the database is killed after COMMIT, before its answer")
                .takesThrough(Circumstance.ACK_LOST)
                .strikesAt(Aim.Step.DATABASE_COMMIT));
    }

    private record Killed(Database.KilledServer server, CommitInFlight.CommitFacts commit) implements Proof {
        @Override
        public String sentence() {
            return ("PostgreSQL (pid %d) was ended by signal 9 (exit code %d) and recovered; the answer to the COMMIT"
                            + " never arrived: %s")
                    .formatted(server.pid(), server.exitCode(), commit);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        CommitInFlight commit = CommitInFlight.start(testbed, schedule.get(0));
        Impact impact = commit.impact().strikesNow();
        commit.carryOut();
        try (DatabaseOutage outage = DatabaseOutage.begin(testbed)) {
            commit.held().cut();
            Database.KilledServer server = outage.restart();
            Killed proof = new Killed(server, commit.decided(TransactionEnd.COMMITTED));
            fired.accept(impact.unanswered().proven(proof));
        }
    }
}

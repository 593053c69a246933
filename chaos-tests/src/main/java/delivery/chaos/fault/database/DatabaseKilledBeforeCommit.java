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

/** SIGKILL to the database while a COMMIT is on its way to it. */
public final class DatabaseKilledBeforeCommit extends AimedFault {
    public DatabaseKilledBeforeCommit() {
        super(FaultDescription.of(
                        "database-killed-before-commit",
                        "The database is killed (SIGKILL) when it has the rows of a transaction and their COMMIT is on"
                                + " its way; it is started again and recovers from its log.")
                .when("the database is killed before COMMIT")
                .takesThrough(Circumstance.REQUEST_LOST)
                .strikesAt(Aim.Step.DATABASE_COMMIT));
    }

    private record Killed(Database.KilledServer server, CommitInFlight.CommitFacts commit) implements Proof {
        @Override
        public String sentence() {
            return ("PostgreSQL (pid %d) was ended by signal 9 (exit code %d) and recovered; the COMMIT never reached"
                            + " it: %s")
                    .formatted(server.pid(), server.exitCode(), commit);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        CommitInFlight commit = CommitInFlight.start(testbed, schedule.get(0));
        Impact impact = commit.impact().strikesNow();
        try (DatabaseOutage outage = DatabaseOutage.begin(testbed)) {
            commit.held().discard();
            Database.KilledServer server = outage.restart();
            Killed proof = new Killed(server, commit.decided(TransactionEnd.ABORTED));
            fired.accept(impact.takenUpAgain().proven(proof));
        }
    }
}

package delivery.chaos.fault.database;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Ended;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.database.CommitInFlight.TransactionEnd;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.function.Consumer;

/** SIGKILL to the pipeline between the rows that it has sent and their COMMIT. */
public final class KilledBeforeDatabaseCommit extends AimedFault {
    public KilledBeforeDatabaseCommit() {
        super(FaultDescription.of(
                        "killed-before-database-commit",
                        "The pipeline is killed (SIGKILL) at the COMMIT of rows that the database has; it is never"
                                + " sent. It is started again.")
                .when("the process is killed before COMMIT")
                .takesThrough(Circumstance.PIPELINE_RESTARTED)
                .strikesAt(Aim.Step.DATABASE_COMMIT));
    }

    private record Killed(Ended ended, CommitInFlight.CommitFacts commit) implements Proof {
        @Override
        public String sentence() {
            return ended + " at its COMMIT, which was never sent: " + commit;
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        CommitInFlight commit = CommitInFlight.start(testbed, schedule.get(0));
        Impact impact = commit.impact().strikesNow();
        Ended ended = Ended.of(testbed.pipeline().kill());
        commit.held().discard();
        Killed proof = new Killed(ended, commit.decided(TransactionEnd.ABORTED));
        fired.accept(impact.takenUpAgain().proven(proof));
        testbed.pipeline().start();
    }
}

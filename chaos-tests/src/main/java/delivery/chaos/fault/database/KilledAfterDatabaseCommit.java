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

/** SIGKILL to the pipeline between the COMMIT of its rows, which the database has carried out, and what comes next. */
public final class KilledAfterDatabaseCommit extends AimedFault {
    public KilledAfterDatabaseCommit() {
        super(FaultDescription.of(
                        "killed-after-database-commit",
                        "The pipeline is killed (SIGKILL) when the database has carried out its COMMIT and the answer"
                                + " is on its way: its offsets are not committed. It is started again.")
                .when("the process is killed after COMMIT, before the offsets")
                .takesThrough(Circumstance.PIPELINE_RESTARTED)
                .strikesAt(Aim.Step.DATABASE_COMMIT));
    }

    private record Killed(Ended ended, CommitInFlight.CommitFacts commit) implements Proof {
        @Override
        public String sentence() {
            return ended + " when its COMMIT was carried out: " + commit;
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        CommitInFlight commit = CommitInFlight.start(testbed, schedule.get(0));
        Impact impact = commit.impact().strikesNow();
        commit.carryOut();
        Ended ended = Ended.of(testbed.pipeline().kill());
        commit.held().cut();
        Killed proof = new Killed(ended, commit.decided(TransactionEnd.COMMITTED));
        fired.accept(impact.unanswered().proven(proof));
        testbed.pipeline().start();
    }
}

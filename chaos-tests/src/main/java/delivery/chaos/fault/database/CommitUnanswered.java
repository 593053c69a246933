package delivery.chaos.fault.database;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.database.CommitInFlight.TransactionEnd;
import delivery.chaos.network.DatabaseLink;
import delivery.chaos.network.postgres.HeldVolley;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Toxiproxy's {@code limit_data} of 0 bytes downstream: the answer to a COMMIT is swallowed, the connection ends. */
public final class CommitUnanswered extends AimedFault {
    private static final String TOXIC = "commit-unanswered";
    private static final Duration UNANSWERED_DEADLINE = Duration.ofSeconds(10);

    public CommitUnanswered() {
        super(FaultDescription.of(
                        "commit-unanswered",
                        "Three times a COMMIT reaches the database and is carried out, and its answer is swallowed "
                                + "(limit_data 0, downstream).")
                .when("the COMMIT is carried out and its answer is lost")
                .takesThrough(Circumstance.ACK_LOST)
                .strikesAt(Aim.Step.DATABASE_COMMIT, Aim.Step.DATABASE_COMMIT, Aim.Step.DATABASE_COMMIT));
    }

    private record Unanswered(CommitInFlight.CommitFacts commit, String connectionEnd) implements Proof {
        @Override
        public String sentence() {
            return "%s; its answer never came (%s)".formatted(commit, connectionEnd);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldVolley trap = CommitInFlight.trap(testbed, schedule.get(0));
        testbed.pipeline().start();
        for (int strike = 1; strike <= schedule.size(); strike++) {
            CommitInFlight commit = CommitInFlight.caught(testbed, trap);
            try {
                fired.accept(strike(testbed, commit));
                // Before the pipeline may go on: it is fast.
                trap = strike < schedule.size() ? CommitInFlight.trap(testbed, schedule.get(strike)) : trap;
            } finally {
                commit.held().letGo();
            }
        }
    }

    private static Firing strike(Testbed testbed, CommitInFlight commit) throws Exception {
        DatabaseLink link = testbed.databaseLink();
        Impact impact = commit.impact().strikesNow();
        link.toxics("add limit_data to", toxics -> toxics.limitData(TOXIC, ToxicDirection.DOWNSTREAM, 0));
        try {
            commit.held().forward();
            String end = commit.held().awaitEnded(UNANSWERED_DEADLINE);
            Unanswered proof = new Unanswered(commit.decided(TransactionEnd.COMMITTED), end);
            return impact.unanswered().proven(proof);
        } catch (TimeoutException answered) {
            throw new NotFiredException(commit.held().volley() + " did not go unanswered", answered);
        } finally {
            link.toxics("remove limit_data from", toxics -> toxics.get(TOXIC).remove());
        }
    }
}

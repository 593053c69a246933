package delivery.chaos.fault.database;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.database.CommitInFlight.TransactionEnd;
import delivery.chaos.network.DatabaseLink;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Toxiproxy's {@code reset_peer}: a COMMIT is dropped and the connection ended by RST. The toxic is there from the
 * start with toxicity 0, for only connections made while it exists are reset; toxicity 1 strikes.
 */
public final class DatabaseConnectionReset extends AimedFault {
    private static final String TOXIC = "database-connection-reset";
    private static final Duration RESET_DEADLINE = Duration.ofSeconds(10);

    public DatabaseConnectionReset() {
        super(FaultDescription.of(
                        "database-connection-reset",
                        "The connection to the database is reset (RST, reset_peer) when a COMMIT is on its way: the "
                                + "COMMIT does not arrive.")
                .when("the connection is reset and the COMMIT lost")
                .takesThrough(Circumstance.REQUEST_LOST)
                .strikesAt(Aim.Step.DATABASE_COMMIT));
    }

    private record Reset(CommitInFlight.CommitFacts commit, String connectionEnd) implements Proof {
        @Override
        public String sentence() {
            return "%s; the COMMIT was lost with its connection (%s)".formatted(commit, connectionEnd);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        CommitInFlight.tap(testbed);
        DatabaseLink link = testbed.databaseLink();
        link.toxics(
                "add reset_peer to",
                toxics -> toxics.resetPeer(TOXIC, ToxicDirection.UPSTREAM, 0).setToxicity(0));
        CommitInFlight commit = CommitInFlight.start(testbed, schedule.get(0));
        Impact impact = commit.impact().strikesNow();
        try {
            setToxicity(link, 1);
            commit.held().forward();
            String end = commit.held().awaitEnded(RESET_DEADLINE);
            Reset proof = new Reset(commit.decided(TransactionEnd.ABORTED), end);
            setToxicity(link, 0);
            fired.accept(impact.takenUpAgain().proven(proof));
        } catch (TimeoutException still) {
            throw new NotFiredException("the connection of " + commit.held().volley() + " was not reset", still);
        } finally {
            commit.held().letGo();
        }
    }

    private static void setToxicity(DatabaseLink link, float toxicity) throws Exception {
        link.toxics(
                "set the toxicity of reset_peer to " + toxicity + " in",
                toxics -> toxics.get(TOXIC).setToxicity(toxicity));
    }
}

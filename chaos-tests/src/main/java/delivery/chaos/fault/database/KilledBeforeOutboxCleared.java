package delivery.chaos.fault.database;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Ended;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.fault.database.CommitInFlight.TransactionEnd;
import delivery.chaos.network.postgres.HeldVolley;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Expectation;
import delivery.contract.Guarantee;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** SIGKILL to the pipeline between the effects that it has relayed from its database and the deletion of their rows. */
public final class KilledBeforeOutboxCleared extends AimedFault {
    public KilledBeforeOutboxCleared() {
        super(FaultDescription.of(
                        "killed-before-outbox-cleared",
                        "The pipeline is killed (SIGKILL) when Kafka has acknowledged effects that it relayed from its "
                                + "database, at the COMMIT that deletes their rows, which is never sent. It is started "
                                + "again.")
                .when("the process is killed before it clears its outbox")
                .takesThrough(Circumstance.PIPELINE_RESTARTED)
                .concerns(KilledBeforeOutboxCleared::mayRelayAgain)
                .strikesAt(Aim.Step.DATABASE_COMMIT));
    }

    /** Who counts exactly, or counts again, relays nothing. */
    private static boolean mayRelayAgain(Guarantee guarantee) {
        return guarantee.expectation(Anomaly.DUPLICATED, Set.of(Circumstance.PIPELINE_RESTARTED))
                == Expectation.ACCEPTABLE;
    }

    private record Killed(Ended ended, CommitInFlight.CommitFacts commit, int effectsAcknowledged) implements Proof {
        @Override
        public String sentence() {
            return "%s at its COMMIT, which was never sent, with %d effects acknowledged by Kafka: %s"
                    .formatted(ended, effectsAcknowledged, commit);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Aim aim = schedule.get(0);
        HeldVolley trap = CommitInFlight.tap(testbed).hold(volley -> {
            Set<String> ids = Set.copyOf(CommitInFlight.eventIds(testbed, volley.transaction()));
            return volley.isCommit()
                    && ids.stream().anyMatch(id -> testbed.events().isFrom(id, aim.partition(), aim.offset()))
                    && testbed.traffic().acknowledged(ids).containsAll(ids);
        });
        testbed.pipeline().start();
        CommitInFlight commit = CommitInFlight.caught(testbed, trap);
        Impact impact = commit.impact().strikesNow();
        Ended ended = Ended.of(testbed.pipeline().kill());
        commit.held().discard();
        int acknowledged = testbed.traffic().acknowledged(commit.eventIds()).size();
        Killed proof = new Killed(ended, commit.decided(TransactionEnd.ABORTED), acknowledged);
        fired.accept(impact.unanswered().proven(proof));
        testbed.pipeline().start();
    }
}

package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.Ended;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** SIGKILL to the pipeline while the wire tap holds a request of it, which is then never forwarded. */
public final class KillAtRequest {
    private KillAtRequest() {}

    /**
     * Facts of a proof.
     *
     * @param effectsAcknowledged of the events in flight, those whose effect the pipeline knew to be written
     * @param effectsUndecided those with an effect in a transaction that is neither committed nor aborted
     */
    private record Facts(
            Ended ended, TappedRequest request, int recordsInFlight, int effectsAcknowledged, int effectsUndecided) {}

    private record Killed(Facts killed, Proof more) implements Proof {
        @Override
        public String sentence() {
            return "%s at %s, which was never sent; %s".formatted(killed.ended(), killed.request(), more.sentence());
        }
    }

    /**
     * Kills the pipeline; it stays down until it is started.
     *
     * @param about ids of the events that the request is about
     * @param more facts for the proof, and the end of its sentence
     */
    public static Fault.Firing strike(Testbed testbed, HeldRequest held, Set<String> about, Proof more)
            throws IOException, InterruptedException, ExecutionException {
        Ended ended = Ended.of(testbed.pipeline().kill());
        Impact impact = Impact.now(testbed).endsConnections();
        held.discard();
        impact.onAllBetweenEffectAndCommit()
                .on(about)
                .on(testbed.traffic().takeUnanswered())
                .takenUpAgain();
        Facts facts = new Facts(
                ended,
                held.request(),
                impact.inFlight().size(),
                testbed.traffic().acknowledged(impact.inFlight()).size(),
                impact.atRisk(Anomaly.ABORTED_READ).size());
        return impact.proven(new Killed(facts, more));
    }
}

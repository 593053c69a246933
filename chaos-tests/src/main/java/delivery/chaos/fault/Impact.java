package delivery.chaos.fault;

import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * What one strike may bring about, gathered while it is under way: when it struck, which events were in flight, and
 * which of them could show an anomaly. A firing comes of it when there is proof.
 */
public final class Impact {
    private final Testbed testbed;
    private final Set<Integer> partitions;
    private final Set<String> inFlight = new HashSet<>();
    private final AtRisk atRisk;
    private long atMs;
    private OptionalLong mendedAtMs = OptionalLong.empty();
    private int afterConnection;

    private Impact(Testbed testbed, Set<Integer> partitions) {
        this.testbed = testbed;
        this.partitions = partitions;
        this.atRisk = testbed.atRisk();
        this.atMs = testbed.clock().elapsedMs();
    }

    /** That of a strike that happens now; the pipeline has recovered with the next acknowledgement of any effect. */
    public static Impact now(Testbed testbed) {
        return new Impact(testbed, Set.of());
    }

    /** The same; it has recovered with the next acknowledgement in one of these output partitions. */
    public static Impact now(Testbed testbed, Set<Integer> partitions) {
        return new Impact(testbed, Set.copyOf(partitions));
    }

    /** These events are in flight, as far as the pipeline may have them in hand. */
    public Impact on(Collection<String> eventIds) {
        inFlight.addAll(testbed.inHand(eventIds));
        return this;
    }

    /** And all that a pipeline is in the middle of: see {@link Testbed#betweenEffectAndCommit}. */
    public Impact onAllBetweenEffectAndCommit() throws IOException, InterruptedException, ExecutionException {
        return on(testbed.betweenEffectAndCommit());
    }

    /** Measures what is at risk when the pipeline goes on without an answer: see {@link AtRisk#unanswered}. */
    public Impact unanswered() throws IOException, InterruptedException, ExecutionException {
        atRisk.unanswered(inFlight);
        return this;
    }

    /** Measures what comes twice when a pipeline goes on without a commit: see {@link AtRisk#commitUnanswered}. */
    public Impact commitUnanswered() throws IOException, InterruptedException, ExecutionException {
        atRisk.commitUnanswered(inFlight);
        return this;
    }

    /** Measures what is at risk when the events in flight are taken up again: see {@link AtRisk#takenUpAgain}. */
    public Impact takenUpAgain() throws IOException, InterruptedException, ExecutionException {
        atRisk.takenUpAgain(inFlight);
        return this;
    }

    /** Nobody may do these events, or do them again: see {@link AtRisk#mayBeLost}. */
    public Impact mayBeLost(Set<String> eventIds) {
        atRisk.mayBeLost(eventIds);
        return this;
    }

    /** These effects may be in the log or not, and are sent again: see {@link AtRisk#mayComeTwice}. */
    public Impact mayComeTwice(Set<String> eventIds) {
        atRisk.mayComeTwice(eventIds);
        return this;
    }

    /** Measures what comes twice now that another has done the events in flight: see {@link AtRisk#doneByAnother}. */
    public void doneByAnother(Set<String> committed) throws IOException, InterruptedException, ExecutionException {
        atRisk.doneByAnother(inFlight, committed);
    }

    /** It struck now, and not when this was begun: to measure takes time. */
    public Impact strikesNow() {
        atMs = testbed.clock().elapsedMs();
        return this;
    }

    /** It ends every connection there is: no acknowledgement on one of them says that the pipeline has recovered. */
    public Impact endsConnections() {
        afterConnection = testbed.link().tap().connections();
        return this;
    }

    /** When it struck, on the scenario's clock. */
    public long atMs() {
        return atMs;
    }

    /** How long ago it struck. */
    public long elapsedMs() {
        return testbed.clock().elapsedMs() - atMs;
    }

    /** Ids of the events in flight. */
    public Set<String> inFlight() {
        return Set.copyOf(inFlight);
    }

    /** Ids of those that could show an anomaly, by what was measured so far. */
    public Set<String> atRisk(Anomaly anomaly) {
        return atRisk.events().getOrDefault(anomaly, Set.of());
    }

    /** What was broken is repaired now. Without this call it counts as repaired when the firing is proven. */
    public Impact mendedNow() {
        mendedAtMs = OptionalLong.of(testbed.clock().elapsedMs());
        return this;
    }

    /** The firing, with its proof. */
    public Fault.Firing proven(Proof proof) {
        return new Fault.Firing(
                atMs,
                mendedAtMs.orElseGet(testbed.clock()::elapsedMs),
                partitions,
                afterConnection,
                Set.copyOf(inFlight),
                atRisk.events(),
                proof.sentence(),
                proof.facts());
    }
}

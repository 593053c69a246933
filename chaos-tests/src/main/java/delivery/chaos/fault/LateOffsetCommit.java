package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A commit of offsets is longer on its way than the pipeline waits: it is sent again over another connection, and
 * later ones are carried out; then the late one arrives. A coordinator compares its member and its generation, and no
 * offsets: the group goes back to where it was, and the pipeline is killed before it commits again.
 */
final class LateOffsetCommit implements Fault {
    private static final Duration RESPONSE_DEADLINE = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "late-offset-commit";
    }

    @Override
    public String description() {
        return "A commit of offsets reaches the coordinator more than " + ClientTimeouts.REQUEST_TIMEOUT.toMillis()
                + " ms late, when a later one has been carried out; then the pipeline is killed (SIGKILL), and started again.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.ACK_LOST, Circumstance.PIPELINE_RESTARTED);
    }

    @Override
    public int firings() {
        return 1;
    }

    @Override
    public Map<String, String> clientSettings() {
        return ClientTimeouts.shortRequestTimeout();
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.early(random, eventsByPartition, Aim.Step.COMMIT);
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Aim due = schedule.get(0);
        Hold trap = testbed.holdCommit(due.partition(), due.offset());
        testbed.pipeline().start();
        HeldRequest late = Patience.caught(testbed, trap, "commit of offsets");
        Map<Integer, Long> offsets = testbed.requests().offsetsToCommit(late.request());
        int partition = offsets.keySet().iterator().next();
        // Armed at once: what the pipeline waits for, its request timeout, is the longest part of all this.
        Hold later = testbed.holdCommit(partition, offsets.get(partition));
        HeldRequest passed = Patience.caught(testbed, later, "later commit of offsets");
        Hold next = testbed.holdEndOfCycle(partition, offsets.get(partition));
        passed.passOn();
        HeldRequest held = Patience.caught(testbed, next, "end of a cycle");
        Map<Integer, Long> before = testbed.committedOffsets();
        Duration lateBy = late.age();
        Map<String, Object> answer = arrive(late);
        Map<Integer, Long> after = testbed.committedOffsets();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("late", late.request().toString());
        facts.put("lateByMs", lateBy.toMillis());
        facts.put("offsets", offsets);
        facts.put("answer", answer);
        facts.put("committedBefore", before);
        facts.put("committedAfter", after);
        fired.accept(KillAtRequest.strike(
                testbed,
                held,
                testbed.eventsOf(held.request()),
                facts,
                "%s had come %d ms late: the committed offsets went from %s to %s"
                        .formatted(late.request(), lateBy.toMillis(), before, after)));
        testbed.pipeline().start();
    }

    private static Map<String, Object> arrive(HeldRequest late) throws InterruptedException, NotFiredException {
        late.releaseWithholdingResponse();
        try {
            return late.awaitResponseWithheld(RESPONSE_DEADLINE);
        } catch (TimeoutException none) {
            throw new NotFiredException("the coordinator did not answer " + late.request(), none);
        } finally {
            late.cut();
        }
    }
}

package delivery.chaos.atlas;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.Instance;
import delivery.chaos.testbed.Instances;
import delivery.chaos.testbed.Testbed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.GroupState;

/**
 * Makes a zombie of a pipeline that was paused with a request on its way: another instance takes over when its session
 * has expired, and then the request arrives and the pipeline goes on, knowing of nothing.
 *
 * @param atRisk is told what comes twice when the pipeline goes on
 * @param inFlight gets the events that it had in hand when it was paused, and what it has sent since it knew of a
 *     commit
 * @param proof gets the facts
 */
record TakeOver(StepTrap stepTrap, HeldRequest held, AtRisk atRisk, Set<String> inFlight, Map<String, Object> proof) {
    private static final long BEFORE_LAST = Size.EVENTS - Size.BATCH_EVENTS;
    private static final String REPLACEMENT = "instance-2";

    /** Returns once the zombie has found its place: it has ended, or is a member of its group again. */
    String run() throws Exception {
        Testbed testbed = stepTrap.testbed();
        StepTrace trace = stepTrap.trace();
        PipelineProgress progress = stepTrap.progress();
        Set<String> committed = testbed.committedEvents();
        long pausedAtMs = testbed.clock().elapsedMs();
        long committedByOther = committedByReplacement();
        inFlight.addAll(inHand(committed));
        atRisk.doneByAnother(inFlight, committed);
        held.passOn();
        // Before it goes on: else it is a race whether it hears first of this or of its having been replaced.
        progress.await(
                "an answer to the request that came late",
                () -> trace.of(held.request()).answer() != StepTrace.StepAnswer.OPEN);
        testbed.pipeline().resume();
        long pausedMs = testbed.clock().elapsedMs() - pausedAtMs;
        progress.await("the zombie to have ended, or joined its group again", this::isSettled);
        inFlight.addAll(stepTrap.sent().without(committed));
        proof.put("pausedMs", pausedMs);
        proof.put("eventsCommittedByAnother", committedByOther);
        proof.put("lateAnswer", trace.of(held.request()).answer());
        return "reached the broker %d ms late: pid %s was paused, %s committed %d events, pid %s went on and %s"
                .formatted(
                        pausedMs,
                        proof.get("pid"),
                        REPLACEMENT,
                        committedByOther,
                        proof.get("pid"),
                        testbed.pipeline().isUp() ? "joined again" : "ended");
    }

    /** Has another instance take over and do all but one batch; returns how many events it committed. */
    private long committedByReplacement() throws Exception {
        Testbed testbed = stepTrap.testbed();
        PipelineProgress progress = stepTrap.progress();
        long committedBefore = progress.committed();
        // Another instance has its place: whoever ends now has ended.
        testbed.pipeline().replaced();
        Instance replacement = testbed.instances().another(REPLACEMENT);
        StepTrace replacementTrace = new StepTrace(testbed, Size.BATCH_EVENTS);
        replacement.link().tap().tell(replacementTrace);
        replacement.pipeline().start();
        // Else the zombie would be handed what is written for the other, if the broker still keeps its Fetch waiting.
        progress.await(
                "the zombie's last Fetch to be answered",
                () -> !stepTrap.trace().isFetchingBeside(held.request()));
        // One batch is left for when the zombie is back.
        testbed.feed().pauseBefore(BEFORE_LAST);
        // With its effects, too: whether those of the late request come before or after them must not be a race.
        progress.await(
                "another instance to be done with all but one batch",
                () -> progress.committed() >= BEFORE_LAST
                        && replacementTrace.hasAcknowledged(Size.BATCHES - 1)
                        && replacementTrace.isQuietAfter(0));
        return progress.committed() - committedBefore;
    }

    /** What it may have fetched, up to the batch that is struck, and had not committed. */
    private Set<String> inHand(Set<String> committed) {
        long end = Math.min(stepTrap.testbed().feed().written(), Size.WITH_STRUCK);
        return stepTrap.testbed().events().where((id, position) -> position.offset() < end && !committed.contains(id));
    }

    private boolean isSettled() throws InterruptedException, ExecutionException {
        Testbed testbed = stepTrap.testbed();
        if (!testbed.pipeline().isUp()) {
            return true;
        }
        ConsumerGroupDescription group = testbed.cluster()
                .admin()
                .describeConsumerGroups(List.of(testbed.groupId()))
                .describedGroups()
                .get(testbed.groupId())
                .get();
        // Streams appends the number of a thread to the instance id.
        return group.groupState() == GroupState.STABLE
                && group.members().stream()
                        .anyMatch(
                                member -> member.groupInstanceId().orElse("").startsWith(Instances.FIRST_INSTANCE_ID));
    }
}

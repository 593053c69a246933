package delivery.chaos.fault.broker;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.Ended;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.TopicPartition;

/**
 * The committed offsets of the group are deleted while the pipeline is down, as a coordinator does with those of a
 * group that has been empty for {@code offsets.retention.minutes} (7 days by default). All that a pipeline remembers
 * of its input is these offsets: it begins again where {@code auto.offset.reset} says.
 */
public final class OffsetsDeleted extends AimedFault {
    public OffsetsDeleted() {
        super(FaultDescription.of(
                        "offsets-deleted",
                        "The pipeline is killed (SIGKILL) at the end of a cycle, the committed offsets of its group "
                                + "are deleted as after offsets.retention.minutes, and it is started again.")
                .when("the committed offsets are deleted")
                .takesThrough(Circumstance.OFFSETS_LOST)
                .strikesAt(Aim.Step.END_OF_CYCLE));
    }

    private record Deleted(Ended ended, Map<Integer, Long> offsetsBefore, Map<Integer, Long> offsetsAfter)
            implements Proof {
        @Override
        public String sentence() {
            return "%s; the committed offsets %s of its group were deleted".formatted(ended, offsetsBefore);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest held = Await.start(testbed, schedule.get(0));
        Ended ended = Ended.of(testbed.pipeline().kill());
        Impact impact = Impact.now(testbed).endsConnections();
        held.discard();
        Map<Integer, Long> before = testbed.committedOffsets();
        delete(testbed, before);
        Map<Integer, Long> after = testbed.committedOffsets();
        if (!after.isEmpty()) {
            throw new NotFiredException("offsets " + after + " are committed, and all were to be deleted");
        }
        impact.on(testbed.traffic().sent()).takenUpAgain();
        testbed.pipeline().start();
        fired.accept(impact.proven(new Deleted(ended, before, after)));
    }

    /** Only a group without members lets its offsets be deleted; a killed one is a member until its session is over. */
    private static void delete(Testbed testbed, Map<Integer, Long> committed)
            throws InterruptedException, ExecutionException {
        Admin admin = testbed.cluster().admin();
        admin.removeMembersFromConsumerGroup(testbed.groupId(), new RemoveMembersFromConsumerGroupOptions())
                .all()
                .get();
        Set<TopicPartition> partitions = committed.keySet().stream()
                .map(partition -> new TopicPartition(testbed.topics().input(), partition))
                .collect(Collectors.toSet());
        admin.deleteConsumerGroupOffsets(testbed.groupId(), partitions).all().get();
    }
}

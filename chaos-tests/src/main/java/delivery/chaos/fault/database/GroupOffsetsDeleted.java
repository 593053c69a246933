package delivery.chaos.fault.database;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Ended;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The committed offsets of the group are deleted while the pipeline is down, as after {@code
 * offsets.retention.minutes}: all that a pipeline knows of its past is in its database then.
 */
public final class GroupOffsetsDeleted extends AimedFault {
    public GroupOffsetsDeleted() {
        super(FaultDescription.of(
                        "group-offsets-deleted",
                        "The pipeline is killed (SIGKILL) at a COMMIT, the committed offsets of its group are deleted "
                                + "as after offsets.retention.minutes, and it is started again.")
                .when("the group's offsets are deleted")
                .takesThrough(Circumstance.OFFSETS_LOST)
                .strikesAt(Aim.Step.DATABASE_COMMIT));
    }

    private record Deleted(Ended ended, Map<String, Long> offsetsBefore, int effectsInDatabase) implements Proof {
        @Override
        public String sentence() {
            return "%s; its group had committed %s, which were deleted; %d effects stood in the database"
                    .formatted(ended, offsetsBefore.isEmpty() ? "no offsets" : offsetsBefore, effectsInDatabase);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        CommitInFlight commit = CommitInFlight.start(testbed, schedule.get(0));
        Ended ended = Ended.of(testbed.pipeline().kill());
        Impact impact = commit.impact();
        commit.held().discard();
        commit.decided(CommitInFlight.TransactionEnd.ABORTED);
        Map<String, Long> before = new TreeMap<>();
        Admin admin = testbed.cluster().admin();
        Map<TopicPartition, OffsetAndMetadata> committed = committed(testbed, admin);
        committed.forEach((partition, offset) -> before.put("events-" + partition.partition(), offset.offset()));
        admin.removeMembersFromConsumerGroup(testbed.groupId(), new RemoveMembersFromConsumerGroupOptions())
                .all()
                .get();
        if (!committed.isEmpty()) {
            admin.deleteConsumerGroupOffsets(testbed.groupId(), committed.keySet())
                    .all()
                    .get();
        }
        if (!committed(testbed, admin).isEmpty()) {
            throw new NotFiredException("offsets are committed, and all were to be deleted");
        }
        testbed.store().readOn();
        int inDatabase = testbed.store().inLog().size();
        fired.accept(impact.on(testbed.traffic().sent()).unanswered().proven(new Deleted(ended, before, inDatabase)));
        testbed.pipeline().start();
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(Testbed testbed, Admin admin)
            throws InterruptedException, ExecutionException {
        return admin.listConsumerGroupOffsets(testbed.groupId())
                .partitionsToOffsetAndMetadata()
                .get();
    }
}

package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
final class OffsetsDeleted implements Fault {
    private static final Set<Integer> ALL_PARTITIONS = Set.of();

    @Override
    public String name() {
        return "offsets-deleted";
    }

    @Override
    public String description() {
        return "The pipeline is killed (SIGKILL) at the end of a cycle, the committed offsets of its group are deleted as after "
                + "offsets.retention.minutes, and it is started again.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.OFFSETS_LOST);
    }

    @Override
    public int firings() {
        return 1;
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.spread(random, eventsByPartition, List.of(Aim.Step.END_OF_CYCLE));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Hold trap = testbed.holdEndOfCycle(
                schedule.get(0).partition(), schedule.get(0).offset());
        testbed.pipeline().start();
        HeldRequest held = Patience.caught(testbed, trap, "end of a cycle");
        ChildProcess killed = testbed.pipeline().kill();
        long atMs = testbed.clock().elapsedMs();
        int lastConnection = testbed.link().tap().connections();
        held.discard();
        Map<Integer, Long> before = testbed.committedOffsets();
        delete(testbed, before);
        Map<Integer, Long> after = testbed.committedOffsets();
        if (!after.isEmpty()) {
            throw new NotFiredException("offsets " + after + " are committed, and all were to be deleted");
        }
        Set<String> inFlight = new HashSet<>(testbed.traffic().sent());
        AtRisk atRisk = testbed.atRisk().takenUpAgain(inFlight);
        testbed.pipeline().start();
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("pid", killed.pid());
        proof.put("exitCode", killed.exitCode());
        proof.put("offsetsBefore", before);
        proof.put("offsetsAfter", after);
        String what = "pid %d ended by SIGKILL (exit code %d); the committed offsets %s of its group were deleted"
                .formatted(killed.pid(), killed.exitCode(), before);
        fired.accept(new Firing(
                atMs,
                testbed.clock().elapsedMs(),
                ALL_PARTITIONS,
                lastConnection,
                inFlight,
                atRisk.events(),
                what,
                proof));
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

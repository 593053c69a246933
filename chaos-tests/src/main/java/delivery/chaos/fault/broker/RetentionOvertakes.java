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
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/**
 * While the pipeline is down the brokers delete events that it has not come to, as {@code retention.ms} does. The
 * offsets that it goes on from are out of range: {@code auto.offset.reset} decides whether it says so.
 */
public final class RetentionOvertakes extends AimedFault {
    /** From the committed offset of one partition. */
    private static final long DELETED_EVENTS = 500;

    public RetentionOvertakes() {
        super(FaultDescription.of(
                        "retention-overtakes",
                        "The pipeline is killed (SIGKILL) when a cycle has ended; the first " + DELETED_EVENTS
                                + " events of a partition that it has not committed are deleted, as by retention.ms, "
                                + "and it is started again.")
                .when("events are deleted before they are read")
                .takesThrough(Circumstance.PIPELINE_RESTARTED)
                .strikesAt(Aim.Step.END_OF_CYCLE));
    }

    private record Overtaken(
            Ended ended, Map<Integer, Long> committed, TopicPartition overtaken, long logStart, int eventsDeleted)
            implements Proof {
        @Override
        public String sentence() {
            return "%s with offsets %s committed; then %s began at %d, and %d events were gone unprocessed"
                    .formatted(ended, committed, overtaken, logStart, eventsDeleted);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest held = Await.start(testbed, testbed.holdCarriedOut(schedule.get(0)), Aim.Step.END_OF_CYCLE);
        Ended ended = Ended.of(testbed.pipeline().kill());
        Impact impact = Impact.now(testbed).endsConnections();
        held.cut();
        impact.onAllBetweenEffectAndCommit().takenUpAgain();
        Map<Integer, Long> committed = testbed.committedOffsets();
        int partition = schedule.get(0).partition();
        long logStart = delete(testbed, partition, committed.getOrDefault(partition, 0L));
        Set<String> gone = testbed.events()
                .where((id, at) -> at.partition() == partition
                        && at.offset() >= committed.getOrDefault(partition, 0L)
                        && at.offset() < logStart);
        impact.on(gone).unanswered();
        testbed.pipeline().start();
        fired.accept(impact.proven(new Overtaken(
                ended, committed, new TopicPartition(testbed.topics().input(), partition), logStart, gone.size())));
    }

    /** Deletes them, and says at which offset the partition begins now. */
    private static long delete(Testbed testbed, int number, long committed)
            throws InterruptedException, ExecutionException {
        TopicPartition partition = new TopicPartition(testbed.topics().input(), number);
        long end = testbed.events().byPartition().get(number);
        return testbed.cluster()
                .admin()
                .deleteRecords(
                        Map.of(partition, RecordsToDelete.beforeOffset(Math.min(end, committed + DELETED_EVENTS))))
                .lowWatermarks()
                .get(partition)
                .get()
                .lowWatermark();
    }
}

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
import java.util.function.Consumer;
import org.apache.kafka.common.Uuid;

/**
 * The input topic is deleted while the pipeline is down, and made again under its name with the same events at the same
 * offsets, as from a backup. With a topic its brokers delete what groups have committed of it: the pipeline begins
 * again where {@code auto.offset.reset} says.
 */
public final class TopicRecreated extends AimedFault {
    public TopicRecreated() {
        super(FaultDescription.of(
                        "topic-recreated",
                        "The pipeline is killed (SIGKILL) at the end of a cycle, its input topic deleted and made again"
                                + " with the same events at the same offsets, and it is started again.")
                .when("its input topic is deleted and made again")
                .takesThrough(Circumstance.OFFSETS_LOST)
                .strikesAt(Aim.Step.END_OF_CYCLE));
    }

    private record Recreated(
            Ended ended,
            String topic,
            Uuid topicIdBefore,
            Uuid topicIdAfter,
            long eventsWrittenAgain,
            Map<Integer, Long> offsetsBefore,
            Map<Integer, Long> offsetsAfter)
            implements Proof {
        @Override
        public String sentence() {
            return "%s; %s (topic id %s) was deleted and made again (topic id %s) with its %d events; "
                            .formatted(ended, topic, topicIdBefore, topicIdAfter, eventsWrittenAgain)
                    + "the committed offsets were %s before, and %s after".formatted(offsetsBefore, offsetsAfter);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest held = Await.start(testbed, schedule.get(0));
        Ended ended = Ended.of(testbed.pipeline().kill());
        Impact impact = Impact.now(testbed).endsConnections();
        held.discard();
        Map<Integer, Long> before = testbed.committedOffsets();
        TopicCopy copy = TopicCopy.of(
                testbed.cluster(), testbed.topics().input(), testbed.topics().partitions());
        Uuid id = copy.recreate();
        Await.until(
                testbed,
                "the offsets committed of the former topic to be deleted",
                () -> testbed.committedOffsets().isEmpty());
        impact.on(testbed.traffic().sent()).takenUpAgain();
        Recreated proof = new Recreated(
                ended, copy.topic(), testbed.topics().inputId(), id, copy.write(), before, testbed.committedOffsets());
        testbed.pipeline().start();
        fired.accept(impact.proven(proof));
    }
}

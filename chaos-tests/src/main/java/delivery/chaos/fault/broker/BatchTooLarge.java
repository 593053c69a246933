package delivery.chaos.fault.broker;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.protocol.Errors;

/**
 * The output topic comes to take smaller batches than the pipeline sends ({@code max.message.bytes}). A producer splits
 * what is refused, and sends the parts (KIP-126): nothing is broken, so it excuses nothing.
 */
public final class BatchTooLarge extends AimedFault {
    private static final int BYTES_MAX = 1_000;

    public BatchTooLarge() {
        super(FaultDescription.of(
                        "batch-too-large",
                        "A Produce is refused because its batch is larger than the output topic has come to take "
                                + "(MESSAGE_TOO_LARGE, max.message.bytes: " + BYTES_MAX + ").")
                .takesThrough(Circumstance.UNDISTURBED)
                .strikesAt(Aim.Step.PRODUCE));
    }

    private record TooLarge(EffectsInFlight.Facts effects, Errors error, int maxMessageBytes, int heldEffectsInLog)
            implements Proof {
        @Override
        public String sentence() {
            return "%s was answered %s; with max.message.bytes=%d, %d of them came to stand in the log"
                    .formatted(effects, error, maxMessageBytes, heldEffectsInLog);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        EffectsInFlight effects = EffectsInFlight.start(testbed, schedule.get(0));
        takeUpTo(testbed, String.valueOf(BYTES_MAX), OpType.SET);
        Impact impact = effects.impact().unanswered().strikesNow();
        while (answerTo(effects, testbed) != Errors.MESSAGE_TOO_LARGE) {
            // The leader did not know of the topic's new setting yet.
            effects = EffectsInFlight.await(testbed, testbed.holdNext(Aim.Step.PRODUCE));
            impact = effects.impact().unanswered().strikesNow();
        }
        EffectsInFlight refused = effects;
        Await.until(
                testbed,
                "all parts of " + refused.request() + " to be acknowledged",
                () -> testbed.traffic().acknowledged(refused.eventIds()).containsAll(refused.eventIds()));
        takeUpTo(testbed, null, OpType.DELETE);
        int inLog = refused.awaitInLog().isEmpty() ? 0 : refused.records();
        fired.accept(refused.proven(impact, new TooLarge(refused.facts(), Errors.MESSAGE_TOO_LARGE, BYTES_MAX, inLog)));
    }

    private static Errors answerTo(EffectsInFlight effects, Testbed testbed) throws NotFiredException {
        effects.held().passOn();
        Await.until(
                testbed,
                "an answer to " + effects.request(),
                () -> testbed.traffic().answerTo(effects.request()).isPresent());
        return testbed.traffic().answerTo(effects.request()).orElseThrow();
    }

    private static void takeUpTo(Testbed testbed, String bytes, OpType how)
            throws InterruptedException, ExecutionException {
        ConfigResource topic =
                new ConfigResource(ConfigResource.Type.TOPIC, testbed.topics().output());
        ConfigEntry entry = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes);
        testbed.cluster()
                .admin()
                .incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(entry, how))))
                .all()
                .get();
    }
}

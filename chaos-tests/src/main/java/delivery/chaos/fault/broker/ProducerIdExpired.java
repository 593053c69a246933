package delivery.chaos.fault.broker;

import delivery.chaos.cluster.BrokerOperation;
import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;

/**
 * A Produce is carried out, and {@code producer.id.expiration.ms} passes before the pipeline learns that its answer is
 * lost: its leader has forgotten the producer, and with it that it has seen the first attempt. By Kafka's default that
 * takes a day. A transaction that is open is not forgotten.
 */
public final class ProducerIdExpired extends AimedFault {
    static final long EXPIRATION_MS = 1_500;

    public ProducerIdExpired() {
        super(FaultDescription.of(
                        "producer-id-expired",
                        "A Produce is carried out, and its answer lost when its leader has forgotten the producer "
                                + "(producer.id.expiration.ms: " + EXPIRATION_MS + ").")
                .when("the broker has forgotten the producer")
                .takesThrough(Circumstance.ACK_LOST)
                .clientSettings(ClientTimeouts.longRequestTimeout())
                // A setting of all brokers.
                .breaksBrokers(BrokerOperation.CONFIGURE)
                .strikesAt(Aim.Step.PRODUCE));
    }

    private record Forgotten(
            EffectsInFlight.Facts effects, Map<String, Long> inLogAt, long heldBackForMs, boolean producerForgotten)
            implements Proof {
        @Override
        public String sentence() {
            return "%s stands in the log at %s; its answer was lost after %d ms, when the leader %s the producer"
                    .formatted(effects, inLogAt, heldBackForMs, producerForgotten ? "had forgotten" : "still knew");
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        EffectsInFlight effects = EffectsInFlight.start(testbed, schedule.get(0));
        KnownProducers producers = KnownProducers.of(testbed, effects);
        producers.expireAfter(String.valueOf(EXPIRATION_MS), OpType.SET);
        try {
            Await.answerTo(effects.held());
            Map<String, Long> inLogAt = effects.awaitInLog();
            if (inLogAt.isEmpty()) {
                throw new NotFiredException(effects.request() + " was not carried out");
            }
            Impact impact = effects.impact().unanswered();
            OptionalLong openSince = producers.awaitExpiry(EXPIRATION_MS);
            effects.held().cut();
            Await.until(
                    testbed,
                    "the effects to be sent again",
                    () -> testbed.traffic()
                            .firstAcknowledgementAfter(impact.atMs(), effects.partitions(), 0)
                            .isPresent());
            fired.accept(effects.proven(
                    impact, new Forgotten(effects.facts(), inLogAt, impact.elapsedMs(), openSince.isEmpty())));
        } finally {
            producers.expireAfter(null, OpType.DELETE);
        }
    }
}

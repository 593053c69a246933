package delivery.chaos.fault.broker;

import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.Fault;
import delivery.chaos.testbed.Testbed;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** The producers that the leader of an output partition remembers, and for how long. */
record KnownProducers(Testbed testbed, TopicPartition partition) {
    /** {@code TransactionLogConfig}; a broker takes another value while it runs. */
    private static final String EXPIRATION = "producer.id.expiration.ms";

    /** An open transaction keeps its producer: after so many times the expiration it has outlived it. */
    private static final int OUTLIVED = 4;

    static KnownProducers of(Testbed testbed, EffectsInFlight effects) {
        return new KnownProducers(
                testbed, testbed.outputPartition(effects.partitions().iterator().next()));
    }

    /** Has all brokers forget a producer so long after its last record. */
    void expireAfter(String ms, OpType how) throws InterruptedException, ExecutionException {
        ConfigResource everyBroker = new ConfigResource(ConfigResource.Type.BROKER, "");
        testbed.cluster()
                .admin()
                .incrementalAlterConfigs(
                        Map.of(everyBroker, List.of(new AlterConfigOp(new ConfigEntry(EXPIRATION, ms), how))))
                .all()
                .get();
    }

    /**
     * Waits until the leader has forgotten every producer.
     *
     * @return the start of the transaction that keeps one from being forgotten; empty if there is none
     * @throws Fault.NotFiredException if it neither forgets nor has a transaction that is open
     */
    OptionalLong awaitExpiry(long expirationMs) throws Fault.NotFiredException {
        OptionalLong[] open = {OptionalLong.empty()};
        Await.until(testbed, "the leader of " + partition + " to forget the producer", () -> {
            List<ProducerState> states = states();
            open[0] = states.stream()
                    .filter(state -> System.currentTimeMillis() - state.lastTimestamp() > OUTLIVED * expirationMs)
                    .flatMapToLong(state -> state.currentTransactionStartOffset().stream())
                    .findFirst();
            return states.isEmpty() || open[0].isPresent();
        });
        return open[0];
    }

    private List<ProducerState> states() throws InterruptedException, ExecutionException {
        return testbed.cluster()
                .admin()
                .describeProducers(List.of(partition))
                .partitionResult(partition)
                .get()
                .activeProducers();
    }
}

package delivery.idempotent;

import static delivery.contract.Expectation.ACCEPTABLE;
import static delivery.contract.Expectation.FORBIDDEN;
import static delivery.contract.Expectation.INTERESTING;

import delivery.contract.Clients;
import delivery.contract.CountingPipeline;
import delivery.contract.Guarantee;
import delivery.contract.PipelineFlags;
import delivery.contract.PipelineProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/** As at-least-once, but the broker knows a retry when it sees one: only a new process sends an effect again. */
public class IdempotentProducer extends CountingPipeline {
    public static final Guarantee GUARANTEE = Guarantee.of(
            "idempotent-producer",
            "Every event has an effect, in order; it has several only where another process did it again.",
            Guarantee.READ_UNCOMMITTED,
            (anomaly, circumstance) -> switch (anomaly) {
                case LOST, REORDERED, PHANTOM, ABORTED_READ, TORN, STUCK -> FORBIDDEN;
                case DUPLICATED, MISCOUNTED ->
                    switch (circumstance) {
                        case PIPELINE_RESTARTED, ZOMBIE, OFFSETS_LOST -> INTERESTING;
                        case REBALANCED -> ACCEPTABLE;
                        case UNDISTURBED, ACK_LOST, REQUEST_LOST, BROKER_KILLED -> FORBIDDEN;
                    };
            });

    private final AtomicReference<Exception> sendFailure = new AtomicReference<>();

    public static void main(String[] arguments) {
        PipelineProgram.main(
                arguments, GUARANTEE, flags -> new IdempotentProducer(flags, connect(flags, settings(flags))));
    }

    protected IdempotentProducer(PipelineFlags flags, Clients clients) {
        super(flags, clients);
    }

    /** The effects are in no transaction: every one of them counts as soon as it is in the log. */
    protected static Clients connect(PipelineFlags flags, Map<String, Object> settings) {
        return Clients.connect(flags, settings, Guarantee.READ_UNCOMMITTED);
    }

    public static Map<String, Object> settings(PipelineFlags flags) throws IOException {
        Map<String, Object> settings = flags.clientSettings();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, flags.bootstrapServers);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, flags.groupId);
        // Static membership: after a restart this instance has its partitions back at once, its former self is fenced.
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, flags.instanceId);
        // The default, and it lets a killed static member in again at once. A file may say "consumer" (KIP-848):
        // membership is dynamic then, and sessions are the brokers' to decide.
        settings.putIfAbsent(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // The latest offset would skip what was written before the first assignment.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // Only the loop below knows when the effects of an event are done.
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // What a transaction of the events' producer aborted never was an event.
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, Guarantee.READ_COMMITTED);
        // An effect is acknowledged when it is on every in-sync replica, and so outlives its leader.
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        // What was not acknowledged may be lost: again, until delivery.timeout.ms.
        settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        // Producer id and sequence number tell the leader that it had appended the first attempt of a retry.
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // As many as the leader remembers of each producer: it refuses the second request until it has the first.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        // No transactions.
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        // Telemetry has no part in this.
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        try {
            events.forEach(this::send);
            flush();
        } finally {
            throwIfSendFailed();
        }
        commit(events.nextOffsets());
    }

    protected void send(ConsumerRecord<String, String> event) {
        producer.send(effectOf(event), this::onCompletion);
    }

    /** Returns when every effect is acknowledged or has failed for good, {@code delivery.timeout.ms} after its send. */
    protected void flush() {
        producer.flush();
    }

    /** Closes the producer before it sends anything else: a later batch would overtake the one that failed. */
    protected void onCompletion(RecordMetadata metadata, Exception failure) {
        if (failure != null && sendFailure.compareAndSet(null, failure)) {
            producer.close(Duration.ZERO);
        }
    }

    protected void throwIfSendFailed() {
        if (sendFailure.get() != null) {
            throw new KafkaException("an effect could not be sent; its event stays uncommitted", sendFailure.get());
        }
    }

    protected void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            commitSync(offsets);
        } catch (CommitFailedException | RebalanceInProgressException lost) {
            log.warn("the next owner of these partitions does the batch again: {}", lost.toString());
        }
    }
}

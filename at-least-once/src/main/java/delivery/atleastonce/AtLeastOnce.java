package delivery.atleastonce;

import static delivery.contract.Expectation.ACCEPTABLE;
import static delivery.contract.Expectation.FORBIDDEN;
import static delivery.contract.Expectation.INTERESTING;

import delivery.contract.Clients;
import delivery.contract.CountingPipeline;
import delivery.contract.Guarantee;
import delivery.contract.PipelineFlags;
import delivery.contract.PipelineProgram;
import delivery.contract.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Effects first, then offsets: what was done between the two is done again by whoever comes after a crash. */
public class AtLeastOnce extends CountingPipeline {
    public static final Guarantee GUARANTEE = Guarantee.of(
            "at-least-once",
            "Every event has an effect, in order; it may have several if an acknowledgement or a commit was lost.",
            Guarantee.READ_UNCOMMITTED,
            (anomaly, circumstance) -> switch (anomaly) {
                case LOST, REORDERED, PHANTOM, ABORTED_READ, TORN, STUCK -> FORBIDDEN;
                case DUPLICATED ->
                    switch (circumstance) {
                        case UNDISTURBED -> FORBIDDEN;
                        case ACK_LOST, PIPELINE_RESTARTED, ZOMBIE, OFFSETS_LOST -> INTERESTING;
                        case REQUEST_LOST, BROKER_KILLED, REBALANCED -> ACCEPTABLE;
                    };
                case MISCOUNTED ->
                    switch (circumstance) {
                        case UNDISTURBED -> FORBIDDEN;
                        case PIPELINE_RESTARTED, ZOMBIE, OFFSETS_LOST -> INTERESTING;
                        case ACK_LOST, REQUEST_LOST, BROKER_KILLED, REBALANCED -> ACCEPTABLE;
                    };
            });

    private final AtomicReference<Exception> sendFailure = new AtomicReference<>();

    public static void main(String[] arguments) {
        PipelineProgram.main(arguments, GUARANTEE, flags -> new AtLeastOnce(flags, connect(flags, settings(flags))));
    }

    protected AtLeastOnce(PipelineFlags flags, Clients clients) {
        super(flags, clients);
    }

    /** The effects are in no transaction: every one of them counts as soon as it is in the log. */
    protected static Clients connect(PipelineFlags flags, Settings settings) {
        return Clients.connect(flags, settings.values(), Guarantee.READ_UNCOMMITTED);
    }

    public static Settings settings(PipelineFlags flags) throws IOException {
        return new Settings(flags.clientSettings())
                .set(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, flags.bootstrapServers)
                .set(ConsumerConfig.GROUP_ID_CONFIG, flags.groupId)
                .because("Static membership: a restart has its partitions back at once; its former self is fenced.")
                .set(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, flags.instanceId)
                .because("The default: it lets a killed static member in again at once. KIP-848's \"consumer\", which"
                        + " a file may choose, makes membership dynamic.")
                .setUnlessGiven(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic")
                .because("The latest offset would skip what was written before the first assignment.")
                .set(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")
                .because("Only the loop below knows when the effects of an event are done.")
                .set(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)
                .because("Records of a transaction that was aborted upstream are no events.")
                .set(ConsumerConfig.ISOLATION_LEVEL_CONFIG, Guarantee.READ_COMMITTED)
                .because("An effect is acknowledged when it is on every in-sync replica, and so outlives its leader.")
                .set(ProducerConfig.ACKS_CONFIG, "all")
                .because("An unacknowledged record may be lost, so it is retried until delivery.timeout.ms.")
                .set(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE)
                .because("The default since Kafka 3.0 is on. Off, the leader appends a retry also when it had appended"
                        + " the first attempt: the duplicate of this guarantee.")
                .set(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false)
                .because("Without sequence numbers, a second request in flight overtakes the retry of the first.")
                .set(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1)
                .because("No transactions.")
                .leaveOut(ProducerConfig.TRANSACTIONAL_ID_CONFIG)
                .because("Telemetry has no part in this.")
                .set(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
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
        commitDone(offsets);
    }
}

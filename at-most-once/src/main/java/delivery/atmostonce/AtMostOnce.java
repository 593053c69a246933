package delivery.atmostonce;

import static delivery.contract.Circumstance.UNDISTURBED;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/** Offsets first, then effects, each sent once: what fails after the commit stays undone. */
public class AtMostOnce extends CountingPipeline {
    public static final Guarantee GUARANTEE = Guarantee.of(
            "at-most-once",
            "No event has two effects; it may have none if a request was lost, or if the pipeline died after"
                    + " committing.",
            Guarantee.READ_UNCOMMITTED,
            (anomaly, circumstance) -> switch (anomaly) {
                case DUPLICATED, PHANTOM, ABORTED_READ, TORN, STUCK -> FORBIDDEN;
                case LOST, MISCOUNTED ->
                    switch (circumstance) {
                        case UNDISTURBED -> FORBIDDEN;
                        case REQUEST_LOST, PIPELINE_RESTARTED -> INTERESTING;
                        case ACK_LOST, BROKER_KILLED, REBALANCED, ZOMBIE, OFFSETS_LOST -> ACCEPTABLE;
                    };
                case REORDERED -> circumstance == UNDISTURBED ? FORBIDDEN : ACCEPTABLE;
            });

    private final AtomicInteger unacknowledged = new AtomicInteger();
    private final AtomicReference<Exception> lastFailure = new AtomicReference<>();

    public static void main(String[] arguments) {
        PipelineProgram.main(arguments, GUARANTEE, flags -> new AtMostOnce(flags, connect(flags, settings(flags))));
    }

    protected AtMostOnce(PipelineFlags flags, Clients clients) {
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
                .because("What only the leader has may be lost with it: that is allowed, and the failure is known"
                        + " sooner.")
                .set(ProducerConfig.ACKS_CONFIG, "1")
                .because("An effect whose acknowledgement was lost may be in the log already.")
                .set(ProducerConfig.RETRIES_CONFIG, 0)
                .because("Nothing is ever sent a second time, so that there is nothing to recognise.")
                .set(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false)
                .because("Kafka's default: without retries, nothing is overtaken by what was sent after it.")
                .set(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5)
                .because("No transactions.")
                .leaveOut(ProducerConfig.TRANSACTIONAL_ID_CONFIG)
                .because("Telemetry has no part in this.")
                .set(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        if (commit(events)) {
            events.forEach(this::send);
            producer.flush();
            reportUnacknowledged();
        }
    }

    protected void send(ConsumerRecord<String, String> event) {
        producer.send(effectOf(event), this::onCompletion);
    }

    protected void onCompletion(RecordMetadata metadata, Exception failure) {
        if (failure != null) {
            unacknowledged.incrementAndGet();
            lastFailure.set(failure);
        }
    }

    /** A failed send is the loss that this guarantee allows: said, not repaired. */
    protected void reportUnacknowledged() {
        int effects = unacknowledged.getAndSet(0);
        if (effects > 0) {
            log.warn(
                    "not acknowledged, perhaps lost: {} effects; the last because of {}",
                    effects,
                    String.valueOf(lastFailure.get()));
        }
    }

    /** Returns whether the batch is this pipeline's to process: never without its offsets committed. */
    protected boolean commit(ConsumerRecords<String, String> events) {
        try {
            commitSync(events.nextOffsets());
            return true;
        } catch (RebalanceInProgressException rebalance) {
            // Under a cooperative assignor the partitions are still its own, and nothing was done: the next poll again.
            rewind(events);
            return false;
        } catch (CommitFailedException lost) {
            log.warn("the next owner of these partitions does the batch: {}", lost.toString());
            return false;
        }
    }
}

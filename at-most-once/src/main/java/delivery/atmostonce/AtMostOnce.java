package delivery.atmostonce;

import static delivery.contract.Circumstance.PIPELINE_RESTARTED;
import static delivery.contract.Circumstance.REQUEST_LOST;
import static delivery.contract.Expectation.ACCEPTABLE;
import static delivery.contract.Expectation.FORBIDDEN;
import static delivery.contract.Expectation.INTERESTING;

import delivery.contract.Clients;
import delivery.contract.CountingPipeline;
import delivery.contract.Effects;
import delivery.contract.Guarantee;
import delivery.contract.PipelineFlags;
import delivery.contract.PipelineProgram;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;

/** Offsets first, then effects, each sent once: what fails after the commit stays undone. */
public class AtMostOnce extends CountingPipeline {
    public static final Guarantee GUARANTEE = Guarantee.of(
            "at-most-once",
            "No event has two effects; it has none where a request was lost or the pipeline died after its commit.",
            Guarantee.READ_UNCOMMITTED,
            (anomaly, circumstance) -> switch (anomaly) {
                case DUPLICATED, PHANTOM, ABORTED_READ, TORN, STUCK -> FORBIDDEN;
                case LOST, MISCOUNTED ->
                    Set.of(REQUEST_LOST, PIPELINE_RESTARTED).contains(circumstance) ? INTERESTING : ACCEPTABLE;
                case REORDERED -> ACCEPTABLE;
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
    protected static Clients connect(PipelineFlags flags, Map<String, Object> settings) {
        return Clients.connect(flags, settings, Guarantee.READ_UNCOMMITTED);
    }

    public static Map<String, Object> settings(PipelineFlags flags) throws IOException {
        Map<String, Object> settings = flags.clientSettings();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, flags.bootstrapServers);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, flags.groupId);
        // Static membership: after a restart this instance has its partitions back at once, its former self is fenced.
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, flags.instanceId);
        // The protocol under which the statements of this suite were examined.
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // The latest offset would skip what was written before the first assignment.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // Only the loop below knows when the effects of an event are done.
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // What a transaction of the events' producer aborted never was an event.
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, Guarantee.READ_COMMITTED);
        // What only the leader has may be lost with it: that is allowed, and the failure is known sooner.
        settings.put(ProducerConfig.ACKS_CONFIG, "1");
        // An effect whose acknowledgement was lost may be in the log already.
        settings.put(ProducerConfig.RETRIES_CONFIG, 0);
        // Nothing is ever sent a second time, so that there is nothing to recognise.
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        // Kafka's default: without retries, nothing is overtaken by what was sent after it.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        // No transactions.
        settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        // Telemetry has no part in this.
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    @Override
    protected void pollOnce() {
        ConsumerRecords<String, String> events = consumer.poll(POLL_TIMEOUT);
        if (commit(events.nextOffsets())) {
            for (ConsumerRecord<String, String> event : events) {
                long count = counts.increment(event.partition(), event.key());
                producer.send(Effects.effectOf(event, outputTopic, count), this::onCompletion);
            }
            producer.flush();
            reportUnacknowledged();
        }
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
            System.err.println(GUARANTEE.name() + ": not acknowledged, perhaps lost: " + effects
                    + " effects; the last because of " + lastFailure.get());
        }
    }

    /** Returns whether the batch is this pipeline's to process: never without its offsets committed. */
    protected boolean commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            consumer.commitSync(offsets);
            return true;
        } catch (WakeupException stopping) {
            // Woken once, it is not woken again: perhaps this is committed already, and then it has to be processed.
            return commit(offsets);
        } catch (CommitFailedException | RebalanceInProgressException lost) {
            System.err.println(GUARANTEE.name() + ": the next owner of these partitions does the batch: " + lost);
            return false;
        }
    }
}

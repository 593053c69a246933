package delivery.transactional;

import static delivery.contract.Expectation.FORBIDDEN;

import delivery.contract.Clients;
import delivery.contract.CountingPipeline;
import delivery.contract.Effects;
import delivery.contract.Guarantee;
import delivery.contract.PipelineFlags;
import delivery.contract.PipelineProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TimeoutException;

/** Effects and offsets in one transaction: both or neither, whoever dies, and a former owner is fenced. */
public class TransactionalEos extends CountingPipeline {
    public static final Guarantee GUARANTEE = Guarantee.of(
            "transactional-eos",
            "Every event has exactly one committed effect, in order, and every count is right.",
            Guarantee.READ_COMMITTED,
            (anomaly, circumstance) -> switch (anomaly) {
                case LOST, DUPLICATED, MISCOUNTED, REORDERED, PHANTOM, ABORTED_READ, TORN, STUCK -> FORBIDDEN;
            });

    private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

    public static void main(String[] arguments) {
        PipelineProgram.main(
                arguments, GUARANTEE, flags -> new TransactionalEos(flags, connect(flags, settings(flags))));
    }

    protected TransactionalEos(PipelineFlags flags, Clients clients) {
        super(flags, clients);
    }

    /** An effect counts once it is committed. */
    protected static Clients connect(PipelineFlags flags, Map<String, Object> settings) {
        return Clients.connect(flags, settings, Guarantee.READ_COMMITTED);
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
        // The transaction takes the offsets with it.
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
        // The same after a restart, so that initTransactions ends what the former process left open, and fences it.
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, flags.groupId + "-" + flags.instanceId);
        // Telemetry has no part in this.
        settings.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    @Override
    public void run() {
        producer.initTransactions();
        super.run();
    }

    @Override
    protected void pollOnce() {
        ConsumerRecords<String, String> events = consumer.poll(POLL_TIMEOUT);
        if (events.nextOffsets().isEmpty()) {
            return;
        }
        producer.beginTransaction();
        try {
            for (ConsumerRecord<String, String> event : events) {
                long count = counts.increment(event.partition(), event.key());
                producer.send(Effects.effectOf(event, outputTopic, count));
            }
            producer.sendOffsetsToTransaction(events.nextOffsets(), consumer.groupMetadata());
            commitTransaction();
        } catch (KafkaException failure) {
            abort(events, failure);
        }
    }

    protected void commitTransaction() {
        try {
            producer.commitTransaction();
        } catch (TimeoutException unknown) {
            if (isStopped()) {
                throw new IllegalStateException(
                        "stopped before a commit was answered; the next start ends it", unknown);
            }
            // The coordinator may have committed: only asking again is legal.
            commitTransaction();
        }
    }

    /** Throws if no abort can help; else rewinds the consumer and the counts, for an abort moves neither (KAFKA-17582). */
    protected void abort(ConsumerRecords<String, String> events, KafkaException failure) {
        if (isFatal(failure) || isFatal(failure.getCause())) {
            throw failure;
        }
        System.err.println(GUARANTEE.name() + ": aborting a transaction: " + failure);
        producer.abortTransaction();
        for (TopicPartition partition : events.partitions()) {
            consumer.seek(partition, events.records(partition).get(0).offset());
        }
        counts.rebuild(events.partitions());
    }

    /** Fenced or misconfigured (KIP-1050), or out of sequence (KafkaProducer.send); else the producer itself knows. */
    protected static boolean isFatal(Throwable failure) {
        return failure instanceof ApplicationRecoverableException
                || failure instanceof InvalidConfigurationException
                || failure instanceof OutOfOrderSequenceException;
    }

    /** Reads effects only after the offsets: these are stable when the former owner's transaction is decided. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> consumer.position(partition, FOREVER));
        super.onPartitionsAssigned(partitions);
    }
}

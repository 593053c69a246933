package delivery.transactional;

import static delivery.contract.Expectation.FORBIDDEN;

import delivery.contract.Clients;
import delivery.contract.CountingPipeline;
import delivery.contract.FatalErrors;
import delivery.contract.Guarantee;
import delivery.contract.PipelineFlags;
import delivery.contract.PipelineProgram;
import delivery.contract.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
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

    private static final int TRANSACTION_TIMEOUT_MS = 60_000;
    private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

    public static void main(String[] arguments) {
        PipelineProgram.main(
                arguments, GUARANTEE, flags -> new TransactionalEos(flags, connect(flags, settings(flags))));
    }

    protected TransactionalEos(PipelineFlags flags, Clients clients) {
        super(flags, clients);
    }

    /** An effect counts once it is committed. */
    protected static Clients connect(PipelineFlags flags, Settings settings) {
        return Clients.connect(flags, settings.values(), Guarantee.READ_COMMITTED);
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
                .because("The transaction takes the offsets with it.")
                .set(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)
                .because("Records of a transaction that was aborted upstream are no events.")
                .set(ConsumerConfig.ISOLATION_LEVEL_CONFIG, Guarantee.READ_COMMITTED)
                .because("An effect is acknowledged when it is on every in-sync replica, and so outlives its leader.")
                .set(ProducerConfig.ACKS_CONFIG, "all")
                .because("An unacknowledged record may be lost, so it is retried until delivery.timeout.ms.")
                .set(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE)
                .because("Producer id and sequence number tell the leader that it has the first attempt of a retry.")
                .set(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .because("As many as the leader remembers of each producer, so that it can keep them in order.")
                .set(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5)
                .because("The same after a restart: initTransactions ends what its former self left, and fences it.")
                .set(ProducerConfig.TRANSACTIONAL_ID_CONFIG, flags.groupId + "-" + flags.instanceId)
                .because("What is open for longer is aborted by the coordinator, and its producer fenced: a bound to"
                        + " what a crash blocks. A file may say another time.")
                .setUnlessGiven(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS)
                .because("Shorter: a send that fails is aborted here, and done again, before the coordinator has to.")
                .setUnlessGiven(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 45_000)
                .because("Telemetry has no part in this.")
                .set(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    }

    @Override
    public void run() {
        producer.initTransactions();
        super.run();
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        producer.beginTransaction();
        try {
            events.forEach(this::send);
            sendOffsets(events.nextOffsets());
            commitTransaction();
        } catch (KafkaException failure) {
            abort(events, failure);
        }
    }

    protected void send(ConsumerRecord<String, String> event) {
        producer.send(effectOf(event));
    }

    /** With the member's own metadata: a former owner of the partitions is refused. */
    protected void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
        producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
    }

    /** Asks until it is answered: the coordinator may have committed, and only asking for the same again is legal. */
    protected void commitTransaction() {
        // By then the coordinator has ended it: every 10 s it looks for those that are past their timeout.
        long deadlineNs = System.nanoTime() + (TRANSACTION_TIMEOUT_MS + 10_000) * 1_000_000L;
        for (boolean answered = false; !answered; ) {
            try {
                producer.commitTransaction();
                answered = true;
            } catch (TimeoutException unanswered) {
                if (isStopped() || System.nanoTime() - deadlineNs > 0) {
                    throw new IllegalStateException("a commit was not answered; the next start settles it", unanswered);
                }
                log.warn("a commit was not answered, asking again: {}", unanswered.toString());
            }
        }
    }

    /**
     * Throws if no abort can help; else moves the consumer and the counts back, for an abort does not (KAFKA-17582).
     */
    protected void abort(ConsumerRecords<String, String> events, KafkaException failure) {
        if (FatalErrors.isFatal(failure)) {
            throw failure;
        }
        log.warn("aborting a transaction of {} events, to do them again: {}", events.count(), failure.toString());
        producer.abortTransaction();
        rewind(events);
        counts.dropBatch();
    }

    /** Reads effects only after the offsets: these are stable when the former owner's transaction is decided. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> consumer.position(partition, FOREVER));
        super.onPartitionsAssigned(partitions);
    }
}

package delivery.streams;

import static delivery.contract.Expectation.FORBIDDEN;
import static org.apache.kafka.streams.StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG;
import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.restoreConsumerPrefix;

import delivery.contract.Guarantee;
import delivery.contract.PipelineFlags;
import delivery.contract.PipelineProgram;
import delivery.contract.Settings;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Effects, counts and offsets in one transaction, all of it by Kafka Streams. */
public class StreamsEos extends StreamsPipeline {
    public static final Guarantee GUARANTEE = Guarantee.of(
            "streams-eos",
            "Every event has exactly one committed effect, in order, and every count is right.",
            Guarantee.READ_COMMITTED,
            (anomaly, circumstance) -> switch (anomaly) {
                case LOST, DUPLICATED, MISCOUNTED, REORDERED, PHANTOM, ABORTED_READ, TORN, STUCK -> FORBIDDEN;
            });

    /** Kafka 4.4 deprecates this form for one that is given the headers too; 4.3 has no other. */
    @SuppressWarnings("removal")
    public static final StreamPartitioner<String, PlacedCount> LIKE_INPUT =
            (topic, page, effect, partitions) -> Optional.of(Set.of(effect.partition()));

    public static void main(String[] arguments) {
        PipelineProgram.main(arguments, GUARANTEE, flags -> new StreamsEos(flags, topology(flags), settings(flags)));
    }

    protected StreamsEos(PipelineFlags flags, Topology topology, Settings settings) throws IOException {
        super(flags, topology, settings.values());
    }

    public static Settings settings(PipelineFlags flags) throws IOException {
        Settings settings = new Settings(flags.clientSettings())
                .set(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, flags.bootstrapServers)
                .set(StreamsConfig.APPLICATION_ID_CONFIG, flags.groupId)
                .because("Static membership: a restart has its partitions back at once; its former self is fenced.")
                .set(mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), flags.instanceId)
                .because("The default. A file may say \"streams\" (KIP-1071), or \"consumer\" as to the other"
                        + " pipelines, which means it here.")
                .setUnlessGiven(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic")
                .because("The latest offset would skip what was written before the first assignment.")
                .set(mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest")
                .because("Effects, changes of the counts, and offsets are one transaction; read_committed, idempotence"
                        + " and all.")
                .set(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2)
                .because("Streams sets these itself, but lets a prefixed setting of the client configuration win.")
                .set(mainConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), Guarantee.READ_COMMITTED)
                .set(restoreConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), Guarantee.READ_COMMITTED)
                .set(mainConsumerPrefix(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG), "false")
                .set(producerPrefix(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG), true)
                .set(producerPrefix(ProducerConfig.ACKS_CONFIG), "all")
                .set(producerPrefix(ProducerConfig.RETRIES_CONFIG), Integer.MAX_VALUE)
                .set(producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 5)
                .because("An event that cannot be read, processed or sent stops the pipeline: passed over, it would be"
                        + " lost.")
                .set(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class)
                .set(PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class)
                .set(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DefaultProductionExceptionHandler.class)
                .because("Here lie the counts and the process id: with it a restart has the same transactional.id, and"
                        + " need not wait.")
                .set(StreamsConfig.STATE_DIR_CONFIG, flags.stateDir.toString())
                .because("One instance is one thread, as in the other pipelines.")
                .set(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1)
                .because("The broker default applies to the changelog (3 in production).")
                .set(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1)
                .because("Telemetry has no part in this.")
                .set(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return "classic".equals(settings.value(StreamsConfig.GROUP_PROTOCOL_CONFIG))
                ? settings
                : streamsGroup(settings);
    }

    /**
     * Under KIP-1071 membership is dynamic, and sessions are the brokers' to decide: a client that sets them is
     * refused.
     */
    protected static Settings streamsGroup(Settings settings) {
        return settings.set(StreamsConfig.GROUP_PROTOCOL_CONFIG, "streams")
                .leaveOut(mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG))
                .leaveOut(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)
                .leaveOut(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
    }

    /** Counts in a persistent store with a changelog and no cache, so that every event has an effect of its own. */
    public static Topology topology(PipelineFlags flags) {
        return topology(flags, Counting::new);
    }

    protected static Topology topology(
            PipelineFlags flags, ProcessorSupplier<String, String, String, PlacedCount> counting) {
        return topology(flags, counting, counts());
    }

    /** A store of the counts, without a cache; its changelog is Streams' default. */
    protected static StoreBuilder<KeyValueStore<String, Long>> counts() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore("counts"), Serdes.String(), Serdes.Long())
                .withCachingDisabled();
    }

    protected static Topology topology(
            PipelineFlags flags,
            ProcessorSupplier<String, String, String, PlacedCount> counting,
            StoreBuilder<?> counts) {
        StringSerializer text = new StringSerializer();
        Serializer<PlacedCount> decimal = (topic, effect) -> text.serialize(topic, Long.toString(effect.count()));
        return new Topology()
                .addSource("events", new StringDeserializer(), new StringDeserializer(), flags.inputTopic)
                .addProcessor("count", counting, "events")
                .addStateStore(counts, "count")
                .addSink("effects", flags.outputTopic, text, decimal, LIKE_INPUT, "count");
    }

    /** A running count, and the number of the partition that its event came from and that it goes to. */
    public record PlacedCount(int partition, long count) {}

    /** Counts each event, and forwards its effect to the sink. */
    protected static class Counting extends ContextualProcessor<String, String, String, PlacedCount> {
        @Override
        public void process(Record<String, String> event) {
            send(event, new PlacedCount(context().taskId().partition(), nextCount(event)));
        }

        protected long nextCount(Record<String, String> event) {
            KeyValueStore<String, Long> counts = context().getStateStore("counts");
            long count = Optional.ofNullable(counts.get(event.key())).orElse(0L) + 1;
            counts.put(event.key(), count);
            return count;
        }

        protected void send(Record<String, String> event, PlacedCount effect) {
            context().forward(event.withValue(effect));
        }
    }
}

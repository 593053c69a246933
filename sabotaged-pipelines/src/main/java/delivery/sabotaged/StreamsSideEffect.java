package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import delivery.streams.StreamsEos;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The processor sends its effects itself, by a producer of its own, in the place of forwarding them to a sink. */
final class StreamsSideEffect extends StreamsEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "streams-side-effect",
            "effects sent from within a processor, past the transaction",
            GUARANTEE,
            "pipeline-killed",
            Anomaly.DUPLICATED,
            StreamsSideEffect::new);

    private StreamsSideEffect(PipelineFlags flags) throws IOException {
        super(flags, topology(flags, producer(flags)), settings(flags));
    }

    /** With the settings that Streams gives its own. */
    private static Producer<String, String> producer(PipelineFlags flags) throws IOException {
        Map<String, Object> settings = new StreamsConfig(settings(flags)).getProducerConfigs("side-effects");
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static Topology topology(PipelineFlags flags, Producer<String, String> producer) {
        var counts =
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore("counts"), Serdes.String(), Serdes.Long());
        return new Topology()
                .addSource("events", new StringDeserializer(), new StringDeserializer(), flags.inputTopic)
                .addProcessor("count", () -> new Sending(producer, flags.outputTopic), "events")
                .addStateStore(counts.withCachingDisabled(), "count");
    }

    private static final class Sending extends ContextualProcessor<String, String, Void, Void> {
        private final Producer<String, String> producer;
        private final String outputTopic;

        Sending(Producer<String, String> producer, String outputTopic) {
            this.producer = producer;
            this.outputTopic = outputTopic;
        }

        @Override
        public void process(Record<String, String> event) {
            KeyValueStore<String, Long> counts = context().getStateStore("counts");
            long count = Optional.ofNullable(counts.get(event.key())).orElse(0L) + 1;
            counts.put(event.key(), count);
            int partition = context().taskId().partition();
            ProducerRecord<String, String> effect =
                    new ProducerRecord<>(outputTopic, partition, event.key(), Long.toString(count));
            event.headers().headers(Effects.EVENT_ID).forEach(effect.headers()::add);
            producer.send(effect);
        }
    }
}

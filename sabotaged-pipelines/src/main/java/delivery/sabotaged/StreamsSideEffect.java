package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.streams.StreamsEos;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The processor sends its effects itself, by a producer of its own, instead of forwarding them to a sink. It waits for
 * each: what it sends late would be lost with the process, as a commit does not wait for it, and that is another
 * mistake.
 */
final class StreamsSideEffect extends StreamsEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "streams-side-effect",
            "effects sent from within a processor, past the transaction",
            GUARANTEE,
            "pipeline-killed",
            Anomaly.DUPLICATED,
            StreamsSideEffect::new);

    private StreamsSideEffect(PipelineFlags flags) throws IOException {
        this(flags, producer(flags));
    }

    private StreamsSideEffect(PipelineFlags flags, Producer<String, String> producer) throws IOException {
        super(flags, topology(flags, () -> new Sending(producer, flags.outputTopic)), settings(flags));
    }

    /** With the settings that Streams gives its own, but for what makes one that is waited for slow. */
    private static Producer<String, String> producer(PipelineFlags flags) throws IOException {
        Map<String, Object> settings = new StreamsConfig(settings(flags).values()).getProducerConfigs("side-effects");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static final class Sending extends Counting {
        private final Producer<String, String> producer;
        private final String outputTopic;

        Sending(Producer<String, String> producer, String outputTopic) {
            this.producer = producer;
            this.outputTopic = outputTopic;
        }

        @Override
        protected void send(Record<String, String> event, PlacedCount effect) {
            String count = Long.toString(effect.count());
            ProducerRecord<String, String> call =
                    new ProducerRecord<>(outputTopic, effect.partition(), event.key(), count, event.headers());
            try {
                producer.send(call).get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("The effect of " + event.key() + " was not written.", e);
            }
        }
    }
}

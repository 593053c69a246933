package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.streams.StreamsEos;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** The counts are in a field of the processor and not in a state store, of which alone Streams has a changelog. */
final class StreamsCountsInMap extends StreamsEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "streams-counts-in-map",
            "counts in a map in the place of a state store",
            GUARANTEE,
            "pipeline-killed",
            Anomaly.MISCOUNTED,
            StreamsCountsInMap::new);

    private StreamsCountsInMap(PipelineFlags flags) throws IOException {
        super(flags, inMap(flags), settings(flags));
    }

    private static Topology inMap(PipelineFlags flags) {
        StringSerializer text = new StringSerializer();
        Serializer<Effect> decimal = (topic, effect) -> text.serialize(topic, Long.toString(effect.count()));
        return new Topology()
                .addSource("events", new StringDeserializer(), new StringDeserializer(), flags.inputTopic)
                .addProcessor("count", Counting::new, "events")
                .addSink("effects", flags.outputTopic, text, decimal, LIKE_INPUT, "count");
    }

    private static final class Counting extends ContextualProcessor<String, String, String, Effect> {
        private final Map<String, Long> counts = new HashMap<>();

        @Override
        public void process(Record<String, String> event) {
            long count = counts.merge(event.key(), 1L, Long::sum);
            context().forward(event.withValue(new Effect(context().taskId().partition(), count)));
        }
    }
}

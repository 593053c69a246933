package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.streams.StreamsEos;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.api.Record;

/** The counts are in a field of the processor and not in a state store, of which alone Streams has a changelog. */
final class StreamsCountsInMap extends StreamsEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "streams-counts-in-map",
            "counts in a map instead of a state store",
            GUARANTEE,
            "pipeline-killed",
            Anomaly.MISCOUNTED,
            StreamsCountsInMap::new);

    private StreamsCountsInMap(PipelineFlags flags) throws IOException {
        super(flags, topology(flags, InMap::new), settings(flags));
    }

    private static final class InMap extends Counting {
        private final Map<String, Long> counts = new HashMap<>();

        @Override
        protected long nextCount(Record<String, String> event) {
            return counts.merge(event.key(), 1L, Long::sum);
        }
    }
}

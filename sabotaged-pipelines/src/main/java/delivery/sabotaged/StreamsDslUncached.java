package delivery.sabotaged;

import delivery.contract.PipelineFlags;
import delivery.streams.StreamsEos;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.streams.StreamsConfig;

/** The same without a cache, so that every event has an effect of its own. */
final class StreamsDslUncached extends StreamsEos {
    static final Innocent INNOCENT = new Innocent(
            "streams-dsl-uncached",
            "count() of the DSL without a cache",
            GUARANTEE,
            List.of("none"),
            StreamsDslUncached::new);

    private StreamsDslUncached(PipelineFlags flags) throws IOException {
        super(
                flags,
                StreamsDslCount.dsl(flags),
                settings(flags).set(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0));
    }
}

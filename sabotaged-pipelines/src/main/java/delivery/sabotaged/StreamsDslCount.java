package delivery.sabotaged;

import delivery.contract.PipelineFlags;
import delivery.streams.StreamsEos;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;

/** The commonest program of Kafka Streams: the cache hands on a page's latest count alone, and it is right. */
final class StreamsDslCount extends StreamsEos {
    static final Innocent INNOCENT = new Innocent(
            "streams-dsl-count",
            "count() of the DSL with its default cache",
            GUARANTEE.ofTheLastCountOfEveryPage(),
            List.of("none", "pipeline-killed"),
            StreamsDslCount::new);

    private StreamsDslCount(PipelineFlags flags) throws IOException {
        super(flags, dsl(flags), settings(flags));
    }

    static Topology dsl(PipelineFlags flags) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(flags.inputTopic, Consumed.with(Serdes.String(), Serdes.String()))
                .groupByKey()
                .count(Materialized.as("counts"))
                .toStream()
                .mapValues(count -> Long.toString(count))
                .to(flags.outputTopic, Produced.with(Serdes.String(), Serdes.String()));
        return builder.build();
    }
}

package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.streams.StreamsEos;
import java.io.IOException;
import org.apache.kafka.streams.StreamsConfig;

/** {@code processing.guarantee} is left at its default, which is at_least_once. */
final class StreamsAtLeastOnce extends StreamsEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "streams-at-least-once",
            "processing.guarantee left at at_least_once",
            GUARANTEE,
            "pipeline-killed",
            Anomaly.DUPLICATED,
            StreamsAtLeastOnce::new);

    private StreamsAtLeastOnce(PipelineFlags flags) throws IOException {
        super(
                flags,
                topology(flags),
                settings(flags)
                        .set(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE)
                        .because("As often as with transactions; the default would be every 30 s.")
                        .set(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100));
    }
}

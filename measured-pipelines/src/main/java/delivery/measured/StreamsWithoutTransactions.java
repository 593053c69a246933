package delivery.measured;

import delivery.contract.PipelineFlags;
import delivery.streams.StreamsEos;
import java.io.IOException;
import org.apache.kafka.streams.StreamsConfig;

/** The topology of streams-eos with {@code at_least_once}, which commits as often: what its transactions cost. */
final class StreamsWithoutTransactions extends StreamsEos {
    private static final int COMMIT_INTERVAL_OF_EXACTLY_ONCE_MS = 100;

    StreamsWithoutTransactions(PipelineFlags flags) throws IOException {
        super(
                flags,
                topology(flags),
                settings(flags)
                        .set(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE)
                        .because("As often as with transactions; the default would be every 30 s.")
                        .setUnlessGiven(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_OF_EXACTLY_ONCE_MS));
    }
}

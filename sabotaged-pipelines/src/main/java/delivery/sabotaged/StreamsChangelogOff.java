package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.streams.StreamsEos;
import java.io.IOException;

/** The store has no changelog, "it is on disk anyway": where the disk is gone, every page is counted from 1 again. */
final class StreamsChangelogOff extends StreamsEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "streams-changelog-off",
            "a state store without a changelog",
            GUARANTEE,
            "state-lost",
            Anomaly.MISCOUNTED,
            StreamsChangelogOff::new);

    private StreamsChangelogOff(PipelineFlags flags) throws IOException {
        super(flags, topology(flags, OnDiskAlone::new, counts().withLoggingDisabled()), settings(flags));
    }

    private static final class OnDiskAlone extends Counting {}
}

package delivery.sabotaged;

import delivery.contract.PipelineFlags;
import delivery.streams.StreamsEos;
import java.io.IOException;
import java.util.List;

/** The group protocol of KIP-1071. */
final class StreamsNewGroupProtocol extends StreamsEos {
    static final Innocent INNOCENT = new Innocent(
            "streams-new-group-protocol",
            "group.protocol=streams",
            GUARANTEE,
            List.of("none"),
            StreamsNewGroupProtocol::new);

    private StreamsNewGroupProtocol(PipelineFlags flags) throws IOException {
        super(flags, topology(flags), streamsGroup(settings(flags)));
    }
}

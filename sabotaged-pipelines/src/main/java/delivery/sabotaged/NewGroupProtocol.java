package delivery.sabotaged;

import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The group protocol of KIP-848. */
final class NewGroupProtocol extends TransactionalEos {
    static final Innocent INNOCENT = new Innocent(
            "new-group-protocol",
            "group.protocol=consumer",
            GUARANTEE,
            List.of("none", "pipeline-killed"),
            NewGroupProtocol::new);

    private NewGroupProtocol(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags).set(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer")));
    }
}

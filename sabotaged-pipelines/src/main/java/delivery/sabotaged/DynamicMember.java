package delivery.sabotaged;

import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** No {@code group.instance.id}: after a crash its partitions wait for the session timeout. */
final class DynamicMember extends TransactionalEos {
    static final Innocent INNOCENT = new Innocent(
            "dynamic-member",
            "a dynamic member of its group",
            GUARANTEE,
            List.of("none", "pipeline-killed", "rolling-deploy", "instance-killed"),
            DynamicMember::new);

    private DynamicMember(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags).leaveOut(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)));
    }
}

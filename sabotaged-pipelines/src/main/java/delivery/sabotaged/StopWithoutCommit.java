package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Told to stop, it finishes the batch, and ends without another request to the coordinator, "to end in time". */
final class StopWithoutCommit extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "stop-without-commit",
            "the last batch before a stop done and not committed",
            GUARANTEE,
            "rolling-deploy",
            Anomaly.DUPLICATED,
            StopWithoutCommit::new);

    private StopWithoutCommit(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (!isStopped()) {
            super.commit(offsets);
        }
    }
}

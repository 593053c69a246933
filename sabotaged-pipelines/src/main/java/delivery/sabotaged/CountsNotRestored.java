package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/** The counts live in memory, and a new process begins with none. */
final class CountsNotRestored extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "counts-not-restored",
            "counts not restored after a restart",
            GUARANTEE,
            "pipeline-killed",
            Anomaly.MISCOUNTED,
            CountsNotRestored::new);

    private CountsNotRestored(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
}

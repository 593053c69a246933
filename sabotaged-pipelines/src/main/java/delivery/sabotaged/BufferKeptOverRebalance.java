package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;

/**
 * What was polled of a partition stays in a queue when the partition is revoked, and is served when it has come back.
 */
final class BufferKeptOverRebalance extends BuffersPolls {
    static final Sabotage SABOTAGE = new Sabotage(
            "buffer-kept-over-rebalance",
            "a queue of polled events served after their partition was revoked and has come back",
            GUARANTEE,
            "scaled-out-and-in",
            Anomaly.DUPLICATED,
            BufferKeptOverRebalance::new);

    private BufferKeptOverRebalance(PipelineFlags flags) throws IOException {
        super(flags);
    }
}

package delivery.sabotaged;

import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * What waits in its queue is dropped with the partition that it is of: whoever has it next begins where the offsets
 * are committed.
 */
final class BufferDroppedOnRevoke extends BuffersPolls {
    static final Innocent INNOCENT = new Innocent(
            "buffer-dropped-on-revoke",
            "a queue of polled events, dropped when their partitions are revoked",
            GUARANTEE,
            List.of("none", "scaled-out-and-in", "scaled-out-and-in-cooperative"),
            BufferDroppedOnRevoke::new);

    private BufferDroppedOnRevoke(PipelineFlags flags) throws IOException {
        super(flags);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        drop(partitions);
        super.onPartitionsRevoked(partitions);
    }
}

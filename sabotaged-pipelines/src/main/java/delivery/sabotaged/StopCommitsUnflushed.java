package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Effects are flushed and committed one batch late, and a stop commits what is under way with the rest. */
final class StopCommitsUnflushed extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "stop-commits-unflushed",
            "offsets of effects under way committed by a stop",
            GUARANTEE,
            "pipeline-stopped",
            Anomaly.LOST,
            StopCommitsUnflushed::new);

    private Map<TopicPartition, OffsetAndMetadata> before = Map.of();

    private StopCommitsUnflushed(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        if (!before.isEmpty()) {
            flush();
            throwIfSendFailed();
            commit(before);
        }
        events.forEach(this::send);
        before = events.nextOffsets();
    }

    @Override
    public void pollOnce() {
        try {
            super.pollOnce();
        } finally {
            if (isStopped()) {
                commit(before);
            }
        }
    }
}

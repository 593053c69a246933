package delivery.sabotaged;

import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Polls, batches and their delay as large as Kafka's defaults make them, and compressed. */
final class DefaultSizes extends TransactionalEos {
    static final Innocent INNOCENT = new Innocent(
            "default-sizes",
            "Kafka's default sizes, compressed with lz4",
            GUARANTEE,
            List.of("none", "pipeline-killed"),
            DefaultSizes::new);

    private DefaultSizes(PipelineFlags flags) throws IOException {
        super(
                flags,
                connect(
                        flags,
                        settings(flags)
                                .leaveOut(ConsumerConfig.MAX_POLL_RECORDS_CONFIG)
                                .leaveOut(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG)
                                .leaveOut(ConsumerConfig.FETCH_MAX_BYTES_CONFIG)
                                .leaveOut(ProducerConfig.BATCH_SIZE_CONFIG)
                                .leaveOut(ProducerConfig.LINGER_MS_CONFIG)
                                .set(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")));
    }
}

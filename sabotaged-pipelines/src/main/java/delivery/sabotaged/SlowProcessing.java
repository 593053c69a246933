package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.idempotent.IdempotentProducer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Now and then a batch takes longer than {@code max.poll.interval.ms}: the group gives its partitions to the next
 * owner, which here is the same process.
 */
final class SlowProcessing extends IdempotentProducer {
    static final Sabotage SABOTAGE = new Sabotage(
            "slow-processing",
            "processing for longer than max.poll.interval.ms",
            GUARANTEE,
            "none",
            Anomaly.DUPLICATED,
            SlowProcessing::new);

    private int batches;

    private SlowProcessing(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags).set(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 1_500)));
    }

    @Override
    protected void flush() {
        super.flush();
        if (++batches % 10 == 0) {
            LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
        }
    }
}

package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Only the last send of a batch is waited for, "since a producer keeps its order". It keeps that of a partition: what
 * goes to another one may fail, or be on its way.
 */
final class LastSendAwaited extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "last-send-awaited",
            "only the last send of a poll waited for",
            GUARANTEE,
            "produce-refused-ragged",
            Anomaly.LOST,
            LastSendAwaited::new);

    private Future<RecordMetadata> last;

    private LastSendAwaited(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void send(ConsumerRecord<String, String> event) {
        last = producer.send(effectOf(event));
    }

    @Override
    protected void flush() {
        try {
            if (last != null) {
                last.get();
            }
        } catch (ExecutionException failure) {
            throw new KafkaException("an effect could not be sent", failure.getCause());
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}

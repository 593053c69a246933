package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.idempotent.IdempotentProducer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The application has a retry of its own: an effect that is not acknowledged in half a second is sent once more. The
 * broker takes it for a new one.
 */
final class EffectsSentAgain extends IdempotentProducer {
    static final Sabotage SABOTAGE = new Sabotage(
            "effects-sent-again",
            "the application sends again what is not acknowledged in time",
            GUARANTEE,
            "slow-acks",
            Anomaly.DUPLICATED,
            EffectsSentAgain::new);

    private final Map<ProducerRecord<String, String>, Future<RecordMetadata>> sent = new LinkedHashMap<>();

    private EffectsSentAgain(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void send(ConsumerRecord<String, String> event) {
        ProducerRecord<String, String> effect = effectOf(event);
        sent.put(effect, producer.send(effect));
    }

    @Override
    protected void flush() {
        sent.forEach(this::sendAgainIfLate);
        sent.clear();
        super.flush();
    }

    private void sendAgainIfLate(ProducerRecord<String, String> effect, Future<RecordMetadata> sent) {
        try {
            sent.get(500, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            producer.send(effect, this::onCompletion);
        } catch (ExecutionException failure) {
            throw new KafkaException("an effect could not be sent", failure.getCause());
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}

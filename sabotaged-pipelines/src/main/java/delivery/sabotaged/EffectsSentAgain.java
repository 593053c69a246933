package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.Effects;
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
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** The application has a retry of its own: an effect that is not acknowledged in half a second is sent once more, and to the broker that is a new one. */
final class EffectsSentAgain extends IdempotentProducer {
    static final Sabotage SABOTAGE = new Sabotage(
            "effects-sent-again",
            "the application sends again what is not acknowledged in time",
            GUARANTEE,
            "slow-acks",
            Anomaly.DUPLICATED,
            EffectsSentAgain::new);

    private EffectsSentAgain(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void pollOnce() {
        ConsumerRecords<String, String> events = consumer.poll(POLL_TIMEOUT);
        Map<ProducerRecord<String, String>, Future<RecordMetadata>> sent = new LinkedHashMap<>();
        for (ConsumerRecord<String, String> event : events) {
            long count = counts.increment(event.partition(), event.key());
            ProducerRecord<String, String> effect = Effects.effectOf(event, outputTopic, count);
            sent.put(effect, producer.send(effect));
        }
        sent.forEach(this::sendAgainIfLate);
        producer.flush();
        throwIfSendFailed();
        commit(events.nextOffsets());
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

package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;

/** An effect that fails is logged and skipped, so that one bad event cannot stop the pipeline. */
final class EffectSkippedOnException extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "effect-skipped-on-exception",
            "log and continue when an effect fails",
            GUARANTEE,
            "produce-refused",
            Anomaly.LOST,
            EffectSkippedOnException::new);

    private EffectSkippedOnException(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void pollOnce() {
        ConsumerRecords<String, String> events = consumer.poll(POLL_TIMEOUT);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ConsumerRecord<String, String> event : events) {
            long count = counts.increment(event.partition(), event.key());
            sent.add(producer.send(Effects.effectOf(event, outputTopic, count)));
        }
        producer.flush();
        sent.forEach(EffectSkippedOnException::logIfFailed);
        commit(events.nextOffsets());
    }

    private static void logIfFailed(Future<RecordMetadata> effect) {
        try {
            effect.get();
        } catch (ExecutionException failure) {
            System.err.println("skipped an effect: " + failure.getCause());
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}

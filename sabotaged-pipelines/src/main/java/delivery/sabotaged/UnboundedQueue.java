package delivery.sabotaged;

import delivery.atmostonce.AtMostOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Events are committed as they are polled, and queued for a thread that sends their effects. The queue has no bound: a
 * crash may lose one batch, and here it loses all that the sending thread is late by.
 */
final class UnboundedQueue extends AtMostOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "unbounded-queue",
            "committed events in a queue without a bound",
            GUARANTEE,
            "pipeline-stopped",
            Anomaly.LOST,
            UnboundedQueue::new);

    private final ExecutorService sender = Executors.newSingleThreadExecutor();

    private UnboundedQueue(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void process(ConsumerRecords<String, String> events) {
        if (commit(events)) {
            List<ProducerRecord<String, String>> effects = new ArrayList<>();
            events.forEach(event -> effects.add(effectOf(event)));
            sender.execute(() -> {
                effects.forEach(effect -> producer.send(effect, this::onCompletion));
                producer.flush();
            });
        }
    }
}

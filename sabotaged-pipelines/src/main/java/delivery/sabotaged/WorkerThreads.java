package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Events are handed to a pool of threads, and their offsets committed when they have been handed over. */
final class WorkerThreads extends AtLeastOnce {
    static final Sabotage SABOTAGE = new Sabotage(
            "worker-threads",
            "events handed to worker threads, offsets committed at once",
            GUARANTEE,
            "killed-behind-commit",
            Anomaly.LOST,
            WorkerThreads::new);

    private final ExecutorService workers = Executors.newFixedThreadPool(4);

    private WorkerThreads(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
    }

    @Override
    protected void pollOnce() {
        ConsumerRecords<String, String> events = consumer.poll(POLL_TIMEOUT);
        for (ConsumerRecord<String, String> event : events) {
            long count = counts.increment(event.partition(), event.key());
            workers.execute(() -> producer.send(Effects.effectOf(event, outputTopic, count), this::onCompletion));
        }
        throwIfSendFailed();
        commit(events.nextOffsets());
    }
}

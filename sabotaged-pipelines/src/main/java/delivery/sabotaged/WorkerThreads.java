package delivery.sabotaged;

import delivery.atleastonce.AtLeastOnce;
import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

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
    protected void send(ConsumerRecord<String, String> event) {
        var effect = effectOf(event);
        workers.execute(() -> producer.send(effect, this::onCompletion));
    }

    @Override
    protected void flush() {}
}

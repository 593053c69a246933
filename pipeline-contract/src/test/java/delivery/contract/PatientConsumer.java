package delivery.contract;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;

/** Fails where a pipeline would wait for ever. */
class PatientConsumer extends MockConsumer<String, String> {
    private static final int PATIENCE = 100;
    private int pollsForNothing;

    PatientConsumer() {
        super("earliest");
    }

    @Override
    public synchronized ConsumerRecords<String, String> poll(Duration timeout) {
        ConsumerRecords<String, String> records = super.poll(timeout);
        pollsForNothing = records.isEmpty() ? pollsForNothing + 1 : 0;
        if (pollsForNothing > PATIENCE) {
            throw new IllegalStateException("nothing came, and nothing will");
        }
        return records;
    }
}

package delivery.contract;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Writes down commits, waits for a position, and how it is closed. */
final class RecordedConsumer extends PatientConsumer {
    private final RecordedClients kafka;
    private boolean woken;

    RecordedConsumer(RecordedClients kafka) {
        this.kafka = kafka;
    }

    @Override
    public synchronized void wakeup() {
        woken = true;
    }

    @Override
    public synchronized ConsumerRecords<String, String> poll(Duration timeout) {
        throwIfWoken();
        return super.poll(timeout);
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        kafka.calls.add("commit " + RecordedClients.describe(offsets));
        throwIfWoken();
        RecordedClients.throwNext(kafka.commitFailures);
        super.commitSync(offsets);
    }

    @Override
    public synchronized long position(TopicPartition partition, Duration timeout) {
        kafka.calls.add("position " + partition.partition());
        return super.position(partition, timeout);
    }

    @Override
    public void close(CloseOptions option) {
        if (!closed()) {
            kafka.calls.add("close consumer " + option.groupMembershipOperation() + " in "
                    + option.timeout().orElseThrow());
        }
        super.close(option);
    }

    /** As the real one: a wakeup is thrown once, by whatever waits next. */
    private void throwIfWoken() {
        if (woken) {
            woken = false;
            throw new WakeupException();
        }
    }
}

package delivery.contract;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes down sends, flushes and transactions, and fails those that are to fail. */
final class RecordedProducer extends MockProducer<String, String> {
    private final RecordedClients kafka;

    RecordedProducer(RecordedClients kafka) {
        super(false, null, new StringSerializer(), new StringSerializer());
        this.kafka = kafka;
    }

    @Override
    public void initTransactions() {
        kafka.calls.add("init transactions");
        super.initTransactions();
    }

    @Override
    public void beginTransaction() {
        kafka.calls.add("begin");
        super.beginTransaction();
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<String, String> effect, Callback callback) {
        kafka.beforeSend.run();
        kafka.calls.add("send " + Effects.eventId(effect.headers()));
        return super.send(effect, callback);
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata metadata) {
        kafka.calls.add("offsets " + RecordedClients.describe(offsets) + " of member " + metadata.memberId());
        super.sendOffsetsToTransaction(offsets, metadata);
    }

    @Override
    public void commitTransaction() {
        kafka.calls.add("commit transaction");
        RecordedClients.throwNext(kafka.commitFailures);
        super.commitTransaction();
    }

    @Override
    public void abortTransaction() {
        kafka.calls.add("abort transaction");
        super.abortTransaction();
    }

    @Override
    public synchronized void flush() {
        kafka.calls.add("flush");
        while (!kafka.sendFailures.isEmpty()) {
            errorNext(kafka.sendFailures.remove());
        }
        if (!closed()) {
            super.flush();
        }
    }

    @Override
    public void close(Duration timeout) {
        if (!closed()) {
            kafka.calls.add("close producer " + timeout);
        }
        super.close(timeout);
    }
}

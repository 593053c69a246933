package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.PipelineFlags;
import delivery.contract.Settings;
import delivery.transactional.TransactionalEos;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The effects go through another producer of the application, a plain one: the transaction has only the offsets in it.
 */
final class EffectsOutsideTransaction extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "effects-outside-transaction",
            "effects sent by a producer that is in no transaction",
            GUARANTEE,
            "killed-before-end-txn",
            Anomaly.DUPLICATED,
            EffectsOutsideTransaction::new);

    private final Producer<String, String> plain;

    private EffectsOutsideTransaction(PipelineFlags flags) throws IOException {
        super(flags, connect(flags, settings(flags)));
        Settings settings = settings(flags).leaveOut(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        plain = new KafkaProducer<>(settings.values(), new StringSerializer(), new StringSerializer());
    }

    @Override
    protected void send(ConsumerRecord<String, String> event) {
        plain.send(effectOf(event));
    }

    @Override
    protected void sendOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
        plain.flush();
        super.sendOffsets(offsets);
    }
}

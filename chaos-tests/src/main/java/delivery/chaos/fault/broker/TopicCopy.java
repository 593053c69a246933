package delivery.chaos.fault.broker;

import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.fault.Fault;
import delivery.chaos.testbed.ScenarioTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The records of a topic, to be written again when it is made again. */
record TopicCopy(KafkaCluster cluster, String topic, int partitions, List<ConsumerRecord<byte[], byte[]>> records) {
    private static final short REPLICATION = 3;
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Reads all of a topic that is written to its end.
     *
     * @throws Fault.NotFiredException if offsets are left out: records written again would stand elsewhere
     */
    static TopicCopy of(KafkaCluster cluster, String topic, int partitions) throws Fault.NotFiredException {
        List<TopicPartition> all = all(topic, partitions);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<TopicPartition, Long> ends;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(all);
            consumer.seekToBeginning(all);
            ends = consumer.endOffsets(all);
            while (all.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        if (records.size() != ends.values().stream().mapToLong(Long::longValue).sum()) {
            throw new Fault.NotFiredException("offsets of " + topic + " have no record; it cannot be written again");
        }
        return new TopicCopy(cluster, topic, partitions, records);
    }

    /** Deletes the topic and makes it again, without a record; returns its new id. */
    Uuid recreate() throws InterruptedException, ExecutionException {
        cluster.admin().deleteTopics(List.of(topic)).all().get();
        while (true) {
            try {
                CreateTopicsResult created =
                        cluster.admin().createTopics(List.of(new NewTopic(topic, partitions, REPLICATION)));
                created.all().get();
                ScenarioTopics.awaitLeaders(cluster.admin(), all(topic, partitions));
                return created.topicId(topic).get();
            } catch (ExecutionException failed) {
                // Until the controller that is asked has deleted it.
                if (!(failed.getCause() instanceof TopicExistsException)) {
                    throw failed;
                }
            }
        }
    }

    /**
     * Writes the records again, each at the offset that it had; returns how many.
     *
     * @throws Fault.NotFiredException if the topic ends elsewhere than before
     */
    long write() throws Fault.NotFiredException {
        Map<TopicPartition, Long> ends;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            records.forEach(record -> producer.send(new ProducerRecord<>(
                    topic, record.partition(), record.timestamp(), record.key(), record.value(), record.headers())));
            producer.flush();
        }
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            ends = consumer.endOffsets(all(topic, partitions));
        }
        if (records.size() != ends.values().stream().mapToLong(Long::longValue).sum()) {
            throw new Fault.NotFiredException(
                    topic + " was to hold " + records.size() + " records, and ends at " + ends);
        }
        return records.size();
    }

    private static List<TopicPartition> all(String topic, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }
}

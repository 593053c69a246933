package delivery.chaos.cost;

import delivery.chaos.report.cost.CostShape;
import delivery.chaos.testbed.ScenarioTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of one contender: events in, with the brokers' timestamps, and effects out; three replicas. */
record CostTopics(Admin admin, String prefix, CostShape shape) {
    private static final short REPLICATION = 3;
    private static final String INPUT = ".events";

    /** Small and gone soon: a run would fill the disk with events that were worked off. */
    private static final Map<String, String> SMALL_SEGMENTS = Map.of(
            TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(16 << 20),
            TopicConfig.FILE_DELETE_DELAY_MS_CONFIG, "1000",
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

    /**
     * Creates them and waits until every leader serves.
     *
     * @param ofOutput settings of the output
     * @param stores of Kafka Streams, whose changelogs are made beside them
     */
    CostTopics create(Map<String, String> ofOutput, List<String> stores)
            throws InterruptedException, ExecutionException {
        List<NewTopic> all = new ArrayList<>(List.of(
                new NewTopic(input(), shape.partitions(), REPLICATION).configs(SMALL_SEGMENTS),
                new NewTopic(output(), shape.partitions(), REPLICATION).configs(ofOutput)));
        for (String store : stores) {
            all.add(new NewTopic(prefix + "-" + store + "-changelog", shape.partitions(), REPLICATION)
                    .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
        }
        admin.createTopics(all).all().get();
        ScenarioTopics.awaitLeaders(
                admin,
                all.stream().flatMap(topic -> partitions(topic.name()).stream()).toList());
        return this;
    }

    String input() {
        return prefix + INPUT;
    }

    String output() {
        return prefix + ".effects";
    }

    /** Whether a topic is the input of some contender. */
    static boolean isInput(String topic) {
        return topic.endsWith(INPUT);
    }

    List<TopicPartition> outputPartitions() {
        return partitions(output());
    }

    /** How many events of the input the group has committed. */
    long committed(String group) throws InterruptedException, ExecutionException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    /** Whether the group has committed all offsets of the input, to its end. */
    boolean isCommittedToTheEnd(String group) throws InterruptedException, ExecutionException {
        var committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        var ends = ends();
        return ends.entrySet().stream().allMatch(end -> {
            var offset = committed.get(end.getKey());
            return end.getValue() == 0 || offset != null && offset.offset() == end.getValue();
        });
    }

    /** Gives back the disk of all events that there are. */
    void deleteEvents() throws InterruptedException, ExecutionException {
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        ends().forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
        admin.deleteRecords(all).all().get();
    }

    private Map<TopicPartition, Long> ends() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions(input()).forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (var end : admin.listOffsets(latest).all().get().entrySet()) {
            ends.put(end.getKey(), end.getValue().offset());
        }
        return ends;
    }

    private List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, shape.partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }
}

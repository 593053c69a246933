package delivery.chaos.topics;

import delivery.chaos.log.TopicLog;
import delivery.chaos.run.CannotStartException;
import delivery.chaos.run.ClientProperties;
import delivery.chaos.run.GivenOptions;
import java.io.Closeable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A cluster that is somebody else's. It is asked, and nothing of it is changed. */
final class GivenCluster implements Closeable {
    private final ClientProperties properties;
    private final Admin admin;

    /**
     * Opens a client.
     *
     * @throws CannotStartException if the client does not take the properties
     */
    GivenCluster(ClientProperties properties) throws CannotStartException {
        this.properties = properties;
        try {
            this.admin = Admin.create(properties.settings());
        } catch (KafkaException refused) {
            throw new CannotStartException(properties.notTaken(refused));
        }
    }

    /** Its id, which tells it from others. */
    String id() throws CannotStartException, InterruptedException {
        return answer("the cluster's id", admin.describeCluster().clusterId());
    }

    /**
     * The number of partitions of a topic.
     *
     * @throws CannotStartException with the nearest name, if there is no such topic
     */
    int partitions(String topic) throws CannotStartException, InterruptedException {
        try {
            return admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .partitions()
                    .size();
        } catch (ExecutionException refused) {
            throw new CannotStartException(
                    refused.getCause() instanceof UnknownTopicOrPartitionException
                            ? "there is no topic " + topic + nearest(topic)
                            : said("topic " + topic, refused.getCause()));
        }
    }

    private String nearest(String topic) throws CannotStartException, InterruptedException {
        List<String> topics = answer("the names of topics", admin.listTopics().names()).stream()
                .sorted()
                .toList();
        return topics.isEmpty() ? "" : "; did you mean " + GivenOptions.nearest(topic, topics) + "?";
    }

    /** By number, the first offset of each partition that is still there. */
    NavigableMap<Integer, Long> begins(NavigableMap<Integer, TopicPartition> partitions)
            throws CannotStartException, InterruptedException {
        return offsets(partitions, OffsetSpec.earliest());
    }

    /** By number, the offset after the last record of each partition that is replicated enough to be read. */
    NavigableMap<Integer, Long> ends(NavigableMap<Integer, TopicPartition> partitions)
            throws CannotStartException, InterruptedException {
        return offsets(partitions, OffsetSpec.latest());
    }

    private NavigableMap<Integer, Long> offsets(NavigableMap<Integer, TopicPartition> partitions, OffsetSpec which)
            throws CannotStartException, InterruptedException {
        Map<TopicPartition, ListOffsetsResultInfo> all = answer(
                "offsets of " + names(partitions.values()),
                admin.listOffsets(
                                partitions.values().stream().collect(Collectors.toMap(Function.identity(), p -> which)))
                        .all());
        NavigableMap<Integer, Long> offsets = new TreeMap<>();
        partitions.forEach(
                (number, partition) -> offsets.put(number, all.get(partition).offset()));
        return offsets;
    }

    /**
     * By number, the committed offset of each partition that has one.
     *
     * @throws CannotStartException if the group has none of this topic
     */
    NavigableMap<Integer, Long> committed(String group, NavigableMap<Integer, TopicPartition> partitions)
            throws CannotStartException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> all = committed(group, partitions.values());
        NavigableMap<Integer, Long> committed = new TreeMap<>();
        for (Map.Entry<Integer, TopicPartition> partition : partitions.entrySet()) {
            OffsetAndMetadata offset = all.get(partition.getValue());
            if (offset != null) {
                committed.put(partition.getKey(), offset.offset());
            }
        }
        if (committed.isEmpty()) {
            throw new CannotStartException("the group " + group + " has no committed offset of "
                    + names(partitions.values())
                    + "; those of a group without members are deleted after offsets.retention.minutes");
        }
        return committed;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group, Collection<TopicPartition> partitions)
            throws CannotStartException, InterruptedException {
        try {
            return admin.listConsumerGroupOffsets(
                            Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)))
                    .partitionsToOffsetAndMetadata(group)
                    .get();
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw new CannotStartException(said("the offsets of group " + group, refused.getCause()));
        }
    }

    /** The log of these partitions, as their leaders store it. */
    TopicLog log(NavigableMap<Integer, TopicPartition> partitions) {
        return new TopicLog(admin, partitions::get, properties.settings());
    }

    private static String names(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).distinct().collect(Collectors.joining(", "));
    }

    private <T> T answer(String what, KafkaFuture<T> asked) throws CannotStartException, InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException refused) {
            throw new CannotStartException(said(what, refused.getCause()));
        }
    }

    /** What has gone wrong, without a word that could be of the client's properties. */
    String said(String what, Throwable failure) {
        if (failure instanceof AuthorizationException) {
            return "no right to read " + what + " (" + failure.getClass().getSimpleName()
                    + "): topics need READ and DESCRIBE, the group of --group DESCRIBE";
        }
        return properties.said(what, failure);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}

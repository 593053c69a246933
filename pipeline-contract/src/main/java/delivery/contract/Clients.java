package delivery.contract;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The Kafka clients of a pipeline. Each has a {@code client.id} of its own, {@code <group>-<instance>-<role>}: it names
 * the client in the brokers' logs and quotas, and its metrics (two clients of one id would share one JMX bean).
 *
 * @param consumer of the events; its role is {@code events}
 * @param producer of the effects; its role is {@code effects}
 * @param effects a consumer to read the effects back with; its isolation level decides which of them count; its role is
 *     {@code restore}
 * @param highWatermarks a consumer with {@code isolation.level=read_uncommitted}, whose end offsets therefore are high
 *     watermarks and not last stable offsets; the same as {@code effects} if that one is; its role is
 *     {@code high-watermarks}
 */
public record Clients(
        Consumer<String, String> consumer,
        Producer<String, String> producer,
        Consumer<String, String> effects,
        Consumer<String, String> highWatermarks) {

    /**
     * Clients of one pipeline.
     *
     * @param settings of the consumer of the events and of the producer
     * @param effectsIsolationLevel {@code isolation.level} at which the effects are read back
     * @throws org.apache.kafka.common.KafkaException if the settings are wrong
     */
    public static Clients connect(PipelineFlags flags, Map<String, Object> settings, String effectsIsolationLevel) {
        Map<String, Object> restore = ofNoGroup(settings);
        restore.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, effectsIsolationLevel);
        Consumer<String, String> effects = consumer(named(flags, "restore", restore));
        return new Clients(
                consumer(named(flags, "events", inGroup(settings))),
                producer(named(flags, "effects", settings)),
                effects,
                effectsIsolationLevel.equals(Guarantee.READ_UNCOMMITTED)
                        ? effects
                        : consumer(named(flags, "high-watermarks", readUncommitted(restore))));
    }

    private static Map<String, Object> named(PipelineFlags flags, String role, Map<String, Object> settings) {
        Map<String, Object> named = new HashMap<>(settings);
        named.put(CommonClientConfigs.CLIENT_ID_CONFIG, flags.groupId + "-" + flags.instanceId + "-" + role);
        return named;
    }

    /**
     * Under KIP-848 the brokers decide sessions and assignments, and a client that sets them is refused. A static
     * member that was killed is refused, too, until its former session has expired: there it joins as a dynamic one.
     */
    private static Map<String, Object> inGroup(Map<String, Object> settings) {
        Map<String, Object> member = new HashMap<>(settings);
        if ("consumer".equalsIgnoreCase(String.valueOf(settings.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)))) {
            member.remove(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
            member.remove(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);
            member.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
            member.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        }
        return member;
    }

    /** A consumer that assigns partitions to itself is not a member of the group and needs none of its settings. */
    private static Map<String, Object> ofNoGroup(Map<String, Object> settings) {
        Map<String, Object> alone = inGroup(settings);
        alone.remove(ConsumerConfig.GROUP_ID_CONFIG);
        // Without a group there is nothing to commit, and Kafka refuses to try.
        alone.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        alone.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return alone;
    }

    private static Map<String, Object> readUncommitted(Map<String, Object> settings) {
        Map<String, Object> uncommitted = new HashMap<>(settings);
        uncommitted.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, Guarantee.READ_UNCOMMITTED);
        return uncommitted;
    }

    private static Consumer<String, String> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }

    private static Producer<String, String> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }
}

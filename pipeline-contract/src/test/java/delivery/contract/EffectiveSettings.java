package delivery.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What Kafka's clients make of a pipeline's settings. */
public final class EffectiveSettings {
    private EffectiveSettings() {}

    /** Flags with a client configuration that would undo every guarantee, and sets one thing that it may set. */
    public static PipelineFlags underHostileClientConfig(Path directory) throws IOException {
        PipelineFlags flags = RecordedClients.flags();
        flags.stateDir = directory;
        flags.clientConfig = Files.writeString(directory.resolve("client.properties"), """
                        retry.backoff.ms=7
                        acks=0
                        retries=3
                        enable.idempotence=maybe
                        max.in.flight.requests.per.connection=50
                        transactional.id=theirs
                        isolation.level=any
                        enable.auto.commit=true
                        auto.offset.reset=latest
                        group.id=theirs
                        group.instance.id=theirs
                        bootstrap.servers=elsewhere.invalid:1
                        enable.metrics.push=true
                        processing.guarantee=at_least_once
                        application.id=theirs
                        num.stream.threads=4
                        replication.factor=7
                        """);
        return flags;
    }

    /** Flags with a client configuration that chooses KIP-848, and sets sessions as for the classic protocol. */
    public static PipelineFlags underNewGroupProtocol(Path directory) throws IOException {
        PipelineFlags flags = RecordedClients.flags();
        flags.stateDir = directory;
        flags.clientConfig = Files.writeString(
                directory.resolve("client.properties"),
                "group.protocol=consumer\nsession.timeout.ms=10000\nheartbeat.interval.ms=500\n");
        return flags;
    }

    public static Map<String, Object> ofConsumer(Map<String, Object> settings) {
        Map<String, Object> complete = new HashMap<>(settings);
        complete.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        complete.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        return new HashMap<>(new ConsumerConfig(complete).values());
    }

    /** {@code acks=all} reads {@code -1} here. */
    public static Map<String, Object> ofProducer(Map<String, Object> settings) {
        Map<String, Object> complete = new HashMap<>(settings);
        complete.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        complete.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        return new HashMap<>(new ProducerConfig(complete).values());
    }
}

package delivery.chaos.report.claims;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What the clients and the broker of this class path make of settings, defaults among them. */
final class EffectiveSetting {
    static final String REFUSED = "refused";

    private EffectiveSetting() {}

    /**
     * The value that comes into force.
     *
     * @param name of the client and of the setting: {@code producer acks}, {@code streams-consumer isolation.level};
     *     clients are producer, consumer, streams, streams-producer, streams-consumer and broker
     * @param given what is set; all else is left at its default
     * @return as text; {@value #REFUSED} if the settings are refused with a ConfigException
     */
    static String of(String name, Map<String, String> given) {
        String[] words = name.split(" ");
        try {
            return String.valueOf(value(words[0], words[1], given));
        } catch (ConfigException refused) {
            return REFUSED;
        }
    }

    private static Object value(String client, String setting, Map<String, String> given) {
        return switch (client) {
            case "producer" -> value(new ProducerConfig(producer(given)), setting);
            case "consumer" -> value(new ConsumerConfig(consumer(given)), setting);
            case "streams" -> value(streams(given), setting);
            case "streams-producer" ->
                value(new ProducerConfig(producer(streams(given).getProducerConfigs("probe"))), setting);
            case "streams-consumer" ->
                value(
                        new ConsumerConfig(consumer(streams(given).getMainConsumerConfigs("probe", "probe", 0))),
                        setting);
            case "broker" -> brokerDefault(setting);
            default -> throw new IllegalArgumentException("no client of Kafka is called " + client);
        };
    }

    private static Object value(AbstractConfig config, String setting) {
        if (!config.values().containsKey(setting)) {
            throw new IllegalArgumentException("no such setting: " + setting);
        }
        return config.values().get(setting);
    }

    private static Object brokerDefault(String setting) {
        return AbstractKafkaConfig.CONFIG_DEF.defaultValues().get(setting);
    }

    private static Map<String, Object> producer(Map<String, ?> given) {
        Map<String, Object> settings = new HashMap<>(given);
        settings.putIfAbsent(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        settings.putIfAbsent(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.putIfAbsent(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return settings;
    }

    private static Map<String, Object> consumer(Map<String, ?> given) {
        Map<String, Object> settings = new HashMap<>(given);
        settings.putIfAbsent(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        // One without a group commits nothing.
        settings.putIfAbsent(ConsumerConfig.GROUP_ID_CONFIG, "probe");
        settings.putIfAbsent(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.putIfAbsent(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    private static StreamsConfig streams(Map<String, String> given) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "probe");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:9092");
        settings.putAll(given);
        return new StreamsConfig(settings);
    }
}

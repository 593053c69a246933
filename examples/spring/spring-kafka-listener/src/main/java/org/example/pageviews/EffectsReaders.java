package org.example.pageviews;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.stereotype.Component;

/** Consumers of no group, to read the effects back with. */
@Component
class EffectsReaders {
    private final Map<String, Object> settings;

    EffectsReaders(ConsumerFactory<?, ?> consumers) {
        settings = new HashMap<>(consumers.getConfigurationProperties());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    }

    Consumer<String, String> create(String isolationLevel) {
        Map<String, Object> isolated = new HashMap<>(settings);
        isolated.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolationLevel);
        return new DefaultKafkaConsumerFactory<String, String>(isolated).createConsumer();
    }
}

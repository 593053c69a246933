package org.example.pageviews.mistakes;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;

/**
 * Mistake: an error handler that publishes dead letters by a producer of its own, in a container with transactions. The
 * batch is rolled back and done again, and its dead letters stay.
 */
@Configuration
@Profile("dead-letters-outside-transaction")
class DeadLettersOutsideTransaction {
    @Bean
    DefaultErrorHandler deadLetters(
            ProducerFactory<?, ?> transactional, @Value("${DEAD_LETTERS_TOPIC}") String deadLettersTopic) {
        Map<String, Object> settings = new HashMap<>(transactional.getConfigurationProperties());
        // The recoverer waits for each dead letter by itself.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        KafkaTemplate<Object, Object> outside = new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(settings));
        return new DefaultErrorHandler(new DeadLetterPublishingRecoverer(
                outside, (view, failure) -> new TopicPartition(deadLettersTopic, view.partition())));
    }
}

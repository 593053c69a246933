package org.example.pageviews;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.core.DefaultTransactionIdSuffixStrategy;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** Counts the views of each page: reads, counts and writes in one transaction with the offsets. */
@SpringBootApplication
public class PageViews {
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(PageViews.class);
        application.setDefaultProperties(ClientSettings.fromFile(System.getenv("CLIENT_CONFIG")));
        application.run(arguments);
    }

    /**
     * By default each producer that follows a failed one has the next number in its transactional.id, and what the
     * failed one left open is ended by nobody before transaction.timeout.ms.
     */
    @Bean
    @Profile("!default-after-rollback & !random-transaction-id-prefix")
    DefaultKafkaProducerFactoryCustomizer oneTransactionalId() {
        return factory -> factory.setTransactionIdSuffixStrategy(new DefaultTransactionIdSuffixStrategy(1));
    }

    /** By default a container whose producer was fenced goes on with the next poll, and the batch is lost. */
    @Bean
    @Profile("!fenced-carries-on & !shared-transaction-id-prefix")
    ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> stopsWhenFenced() {
        return container -> container.getContainerProperties().setStopContainerWhenFenced(true);
    }
}

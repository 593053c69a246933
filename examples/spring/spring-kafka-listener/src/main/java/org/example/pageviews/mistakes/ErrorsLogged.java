package org.example.pageviews.mistakes;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Mistake: DefaultErrorHandler with its default recoverer, which logs. When there are no more attempts, the batch is
 * passed over. By default there are ten, without time between them; no fault of the suite lasts for so many.
 */
@Configuration
@Profile("errors-logged-and-passed-over")
class ErrorsLogged {
    @Bean
    DefaultErrorHandler withoutRetries() {
        return new DefaultErrorHandler(new FixedBackOff(0, 0));
    }
}

package org.example.pageviews.mistakes;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.example.pageviews.PageViewListener;
import org.example.pageviews.RunningCounts;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Mistake: writes that are not answered in a second are retried, in the transaction that has the first ones, too. */
@Component
@Profile("retry-inside-transaction")
class RetryInsideTransaction extends PageViewListener {
    private final RetryTemplate retries = new RetryTemplate(
            RetryPolicy.builder().maxRetries(5).delay(Duration.ofMillis(100)).build());

    RetryInsideTransaction(
            KafkaTemplate<String, String> effects, RunningCounts counts, @Value("${OUTPUT_TOPIC}") String output) {
        super(effects, counts, output);
    }

    @Override
    public void count(List<ConsumerRecord<String, String>> views) {
        List<ProducerRecord<String, String>> records = effectsOf(views);
        try {
            retries.execute(() -> publish(records));
        } catch (RetryException exhausted) {
            throw new KafkaException("writes were not answered", exhausted);
        }
    }

    private Void publish(List<ProducerRecord<String, String>> records) throws Exception {
        CompletableFuture<?>[] sent = records.stream().map(effects::send).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(sent).get(1, TimeUnit.SECONDS);
        return null;
    }
}

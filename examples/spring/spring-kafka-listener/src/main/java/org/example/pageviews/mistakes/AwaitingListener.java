package org.example.pageviews.mistakes;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.example.pageviews.PageViewListener;
import org.example.pageviews.RunningCounts;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Without transactions: awaits its writes before the container commits offsets. A write that fails fails the batch. */
@Component
@Profile("errors-logged-and-passed-over | dead-letters-outside-transaction")
class AwaitingListener extends PageViewListener {
    AwaitingListener(
            KafkaTemplate<String, String> effects, RunningCounts counts, @Value("${OUTPUT_TOPIC}") String output) {
        super(effects, counts, output);
    }

    @Override
    public void count(List<ConsumerRecord<String, String>> views) {
        CompletableFuture<?>[] sent =
                effectsOf(views).stream().map(effects::send).toArray(CompletableFuture<?>[]::new);
        effects.flush();
        CompletableFuture.allOf(sent).join();
    }
}

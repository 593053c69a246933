package org.example.pageviews.mistakes;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.example.pageviews.RunningCounts;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Mistake: now and then a batch takes longer than max.poll.interval.ms. */
@Component
@Profile("slow-listener")
class SlowListener extends AwaitingListener {
    private int batches;

    SlowListener(
            KafkaTemplate<String, String> effects, RunningCounts counts, @Value("${OUTPUT_TOPIC}") String output) {
        super(effects, counts, output);
    }

    @Override
    public void count(List<ConsumerRecord<String, String>> views) {
        super.count(views);
        if (++batches % 10 == 0) {
            LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
        }
    }
}

package org.example.pageviews.mistakes;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.example.pageviews.PageViewListener;
import org.example.pageviews.RunningCounts;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Mistake: AckMode.RECORD in the place of a transaction. The offset of each record is committed when its effect was
 * handed to the producer, and not when it was written.
 */
@Component
@Profile("record-without-transaction")
class RecordWithoutTransaction {
    private final Counting counting;

    RecordWithoutTransaction(
            KafkaTemplate<String, String> effects, RunningCounts counts, @Value("${OUTPUT_TOPIC}") String output) {
        counting = new Counting(effects, counts, output);
    }

    /** What is done with a view, without the annotation for batches. */
    private static final class Counting extends PageViewListener {
        private Counting(KafkaTemplate<String, String> effects, RunningCounts counts, String output) {
            super(effects, counts, output);
        }
    }

    @KafkaListener(topics = "${INPUT_TOPIC}")
    void count(ConsumerRecord<String, String> view) {
        counting.count(List.of(view));
    }
}

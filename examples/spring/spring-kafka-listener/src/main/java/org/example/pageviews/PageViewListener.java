package org.example.pageviews;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Reads, counts and writes; the container has begun a transaction, and commits it with the offsets. */
@Component
@Profile("!listener-of-its-own")
public class PageViewListener {
    protected final KafkaTemplate<String, String> effects;
    private final RunningCounts counts;
    private final String output;

    public PageViewListener(
            KafkaTemplate<String, String> effects, RunningCounts counts, @Value("${OUTPUT_TOPIC}") String output) {
        this.effects = effects;
        this.counts = counts;
        this.output = output;
    }

    /** Writes an effect of each view. A write that fails fails the transaction. */
    @KafkaListener(topics = "${INPUT_TOPIC}")
    public void count(List<ConsumerRecord<String, String>> views) {
        effectsOf(views).forEach(effects::send);
    }

    /** The effect of each view: the new count of its page, with the headers of the view, in its partition. */
    protected List<ProducerRecord<String, String>> effectsOf(List<ConsumerRecord<String, String>> views) {
        counts.begin(views);
        return views.stream().map(this::effectOf).toList();
    }

    private ProducerRecord<String, String> effectOf(ConsumerRecord<String, String> view) {
        String count = Long.toString(counts.next(view));
        return new ProducerRecord<>(output, view.partition(), null, view.key(), count, view.headers());
    }
}

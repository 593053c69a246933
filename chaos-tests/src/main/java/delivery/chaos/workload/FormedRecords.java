package delivery.chaos.workload;

import delivery.chaos.form.EventForm;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends records in the form of events, each to the partition of its page, whatever the form makes the key: the events
 * of a page stay in one partition, and where each will stand is known before.
 */
final class FormedRecords {
    private final Producer<String, String> producer;
    private final String topic;
    private final EventForm form;
    private final ToIntFunction<String> partition;
    private final Map<String, Integer> sentOfPage = new HashMap<>();

    /** @param partition of a page */
    FormedRecords(Producer<String, String> producer, String topic, EventForm form, ToIntFunction<String> partition) {
        this.producer = producer;
        this.topic = topic;
        this.form = form;
        this.partition = partition;
    }

    /**
     * Hands one to the producer.
     *
     * @param number of the event in its scenario, from 0
     * @param usualValue of a form that names none
     */
    Future<RecordMetadata> send(String page, String id, int number, String usualValue) {
        int ofPage = sentOfPage.merge(page, 1, Integer::sum) - 1;
        EventForm.WrittenEvent written = form.write(page, id, number, ofPage, usualValue);
        ProducerRecord<String, String> record =
                new ProducerRecord<>(topic, partition.applyAsInt(page), written.key(), written.value());
        written.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return producer.send(record);
    }
}

package org.example;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Counts page views: an idempotent producer, and offsets committed after the effects are acknowledged. */
public final class PageViews implements ConsumerRebalanceListener {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, String> flags;
    private final Consumer<String, String> events;
    private final Producer<String, String> effects;

    public static void main(String[] arguments) throws Exception {
        Map<String, String> flags = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            flags.put(arguments[i], arguments[i + 1]);
        }
        PageViews pageViews = new PageViews(flags);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            pageViews.events.wakeup();
            try {
                main.join();
            } catch (InterruptedException cannotBe) {
                Thread.currentThread().interrupt();
            }
        }));
        try {
            pageViews.run();
        } catch (WakeupException stopped) {
            // SIGTERM: what is not committed is done again after the next start.
        }
        pageViews.events.close();
        pageViews.effects.close();
    }

    private PageViews(Map<String, String> flags) throws Exception {
        this.flags = flags;
        events = new KafkaConsumer<>(settings());
        effects = new KafkaProducer<>(settings());
    }

    private Properties settings() throws Exception {
        Properties settings = new Properties();
        try (Reader timeouts = Files.newBufferedReader(Path.of(flags.get("--client-config")))) {
            settings.load(timeouts);
        }
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, flags.get("--bootstrap-servers"));
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, flags.get("--group-id"));
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, flags.get("--instance-id"));
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return settings;
    }

    private void run() throws Exception {
        events.subscribe(List.of(flags.get("--input-topic")), this);
        while (true) {
            ConsumerRecords<String, String> polled = events.poll(POLL);
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ConsumerRecord<String, String> event : polled) {
                sent.add(effects.send(effectOf(event)));
            }
            effects.flush();
            for (Future<RecordMetadata> effect : sent) {
                effect.get();
            }
            if (!polled.isEmpty()) {
                events.commitSync();
            }
        }
    }

    private ProducerRecord<String, String> effectOf(ConsumerRecord<String, String> event) {
        long count = counts.merge(event.key(), 1L, Long::sum);
        ProducerRecord<String, String> effect = new ProducerRecord<>(
                flags.get("--output-topic"), event.partition(), event.key(), String.valueOf(count));
        effect.headers().add(event.headers().lastHeader("event-id"));
        return effect;
    }

    /** The last count of a page is in the effects of its partition. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        List<TopicPartition> written = assigned.stream()
                .map(partition -> new TopicPartition(flags.get("--output-topic"), partition.partition()))
                .toList();
        try (Consumer<String, String> earlier = new KafkaConsumer<>(settings())) {
            earlier.assign(written);
            earlier.seekToBeginning(written);
            Map<TopicPartition, Long> ends = earlier.endOffsets(written);
            while (written.stream().anyMatch(partition -> earlier.position(partition) < ends.get(partition))) {
                earlier.poll(POLL).forEach(effect -> counts.put(effect.key(), Long.valueOf(effect.value())));
            }
        } catch (Exception failed) {
            throw new IllegalStateException("the counts cannot be restored", failed);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        counts.clear();
    }
}

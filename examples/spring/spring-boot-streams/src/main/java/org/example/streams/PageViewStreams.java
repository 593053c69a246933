package org.example.streams;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.EnableKafkaStreams;

/** Counts the views of each page, by Kafka Streams. */
@SpringBootApplication
@EnableKafkaStreams
public class PageViewStreams {
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(PageViewStreams.class);
        application.setDefaultProperties(ClientSettings.fromFile(System.getenv("CLIENT_CONFIG")));
        application.run(arguments);
    }

    /** An effect of each view: without a cache, which would hand on the last of several counts alone. */
    @Bean
    KStream<String, String> effects(
            StreamsBuilder builder, @Value("${INPUT_TOPIC}") String input, @Value("${OUTPUT_TOPIC}") String output) {
        KStream<String, String> views = builder.stream(input);
        KStream<String, String> effects = views
                // A view without a value is one, too; count() passes over such records.
                .mapValues(view -> "a view")
                .groupByKey()
                .count(Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as("counts").withCachingDisabled())
                .toStream()
                .mapValues(String::valueOf);
        effects.to(output);
        return effects;
    }
}

package org.example.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageViewStreamsTest {
    @TempDir
    private Path stateDir;

    @Test
    void everyViewHasAnEffectWithItsIdAndTheCountOfItsPage() {
        StreamsBuilder builder = new StreamsBuilder();
        new PageViewStreams().effects(builder, "views", "effects");
        Properties settings = new Properties();
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        try (TopologyTestDriver driver = new TopologyTestDriver(builder.build(), settings)) {
            TestInputTopic<String, String> views =
                    driver.createInputTopic("views", new StringSerializer(), new StringSerializer());
            views.pipeInput(view("1", "/a", "x"));
            views.pipeInput(view("2", "/a", null));
            views.pipeInput(view("3", "/b", "y"));
            List<String> effects =
                    driver
                            .createOutputTopic("effects", new StringDeserializer(), new StringDeserializer())
                            .readRecordsToList()
                            .stream()
                            .map(PageViewStreamsTest::inWords)
                            .toList();
            assertEquals(List.of("1: /a 1", "2: /a 2", "3: /b 1"), effects);
        }
    }

    private static TestRecord<String, String> view(String id, String page, String value) {
        return new TestRecord<>(page, value, new RecordHeaders().add("event-id", id.getBytes()));
    }

    private static String inWords(TestRecord<String, String> effect) {
        String id = new String(effect.headers().lastHeader("event-id").value());
        return id + ": " + effect.key() + " " + effect.value();
    }
}

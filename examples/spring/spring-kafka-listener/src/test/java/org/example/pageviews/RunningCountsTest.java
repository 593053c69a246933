package org.example.pageviews;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

class RunningCountsTest {
    private static final TopicPartition VIEWS = new TopicPartition("views", 0);
    private static final TopicPartition EFFECTS = new TopicPartition("effects", 0);

    private final RunningCounts counts = new RunningCounts(new Readers(), "effects");

    /** Of a topic in which page /a was counted to 7. */
    private static final class Readers extends EffectsReaders {
        private Readers() {
            super(new DefaultKafkaConsumerFactory<>(Map.of()));
        }

        @Override
        Consumer<String, String> create(String isolationLevel) {
            MockConsumer<String, String> effects = new MockConsumer<>("earliest");
            effects.updateBeginningOffsets(Map.of(EFFECTS, 0L));
            effects.updateEndOffsets(Map.of(EFFECTS, 1L));
            effects.schedulePollTask(() -> effects.addRecord(new ConsumerRecord<>("effects", 0, 0, "/a", "7")));
            return effects;
        }
    }

    private List<Long> count(long firstOffset, String... pages) {
        List<ConsumerRecord<String, String>> views = IntStream.range(0, pages.length)
                .mapToObj(i -> new ConsumerRecord<>("views", 0, firstOffset + i, pages[i], ""))
                .toList();
        counts.begin(views);
        return views.stream().map(counts::next).toList();
    }

    @Test
    void countsGoOnFromTheEffects() {
        assertEquals(List.of(8L, 1L, 9L), count(10, "/a", "/b", "/a"));
        assertEquals(List.of(10L, 2L), count(13, "/a", "/b"));
    }

    @Test
    void aBatchThatComesAgainIsCountedOnce() {
        count(10, "/a", "/b", "/a");
        assertEquals(List.of(8L, 1L), count(10, "/a", "/b"));
        assertEquals(List.of(9L, 2L), count(12, "/a", "/b"));
    }

    @Test
    void aPartitionThatWentAndCameIsReadAnew() {
        count(10, "/a");
        counts.onPartitionsRevoked(List.of(VIEWS));
        counts.onPartitionsAssigned(List.of(VIEWS));
        assertEquals(List.of(8L), count(20, "/a"));
    }
}

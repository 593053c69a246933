package delivery.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

class RunningCountsTest {
    private static final TopicPartition INPUT_0 = new TopicPartition("events", 0);
    private static final TopicPartition INPUT_1 = new TopicPartition("events", 1);
    private static final TopicPartition OUTPUT_0 = new TopicPartition("effects", 0);
    private static final TopicPartition OUTPUT_1 = new TopicPartition("effects", 1);

    private final MockConsumer<String, String> effects = new PatientConsumer();
    private final MockConsumer<String, String> highWatermarks = new MockConsumer<>("earliest");
    private final RunningCounts counts = new RunningCounts("effects", effects, highWatermarks);

    RunningCountsTest() {
        effects.updateBeginningOffsets(Map.of(OUTPUT_0, 0L, OUTPUT_1, 0L));
    }

    @Test
    void countsEachPageOfEachPartitionFromOne() {
        restoreNothing();

        assertThat(counts.increment(0, "/a")).isEqualTo(1);
        assertThat(counts.increment(0, "/a")).isEqualTo(2);
        assertThat(counts.increment(0, "/b")).isEqualTo(1);
        assertThat(counts.increment(1, "/a")).isEqualTo(1);
    }

    @Test
    void goesOnFromTheLastEffectOfEachPage() {
        highWatermarks.updateEndOffsets(Map.of(OUTPUT_0, 3L, OUTPUT_1, 1L));
        effects.schedulePollTask(() -> {
            effects.addRecord(effect(0, 0, "/a", "6"));
            effects.addRecord(effect(0, 1, "/b", "41"));
            effects.addRecord(effect(0, 2, "/a", "7"));
            effects.addRecord(effect(1, 0, "/a", "99"));
        });

        counts.restore(List.of(INPUT_0, INPUT_1));

        assertThat(counts.increment(0, "/a")).isEqualTo(8);
        assertThat(counts.increment(0, "/b")).isEqualTo(42);
        assertThat(counts.increment(1, "/a")).isEqualTo(100);
    }

    @Test
    void readsOnToTheHighWatermarkWhenItIsGivenNothingAtFirst() {
        highWatermarks.updateEndOffsets(Map.of(OUTPUT_0, 2L));
        effects.schedulePollTask(() -> effects.addRecord(effect(0, 0, "/a", "1")));
        effects.scheduleNopPollTask();
        effects.schedulePollTask(() -> effects.addRecord(effect(0, 1, "/a", "2")));

        counts.restore(List.of(INPUT_0));

        assertThat(counts.increment(0, "/a")).isEqualTo(3);
    }

    @Test
    void countsOnFromABatchThatIsKept() {
        restoreNothing();
        counts.increment(0, "/a");
        counts.increment(0, "/a");

        counts.keepBatch();

        assertThat(counts.increment(0, "/a")).isEqualTo(3);
        assertThat(counts.increment(0, "/b")).isEqualTo(1);
    }

    @Test
    void forgetsABatchThatComesToNothingAndReadsNothingAgain() {
        restoreNothing();
        counts.increment(0, "/a");
        counts.keepBatch();
        counts.increment(0, "/a");
        counts.increment(1, "/b");

        counts.dropBatch();

        assertThat(counts.increment(0, "/a")).isEqualTo(2);
        assertThat(counts.increment(1, "/b")).isEqualTo(1);
    }

    @Test
    void refusesToCountWhereNothingWasRestored() {
        restoreNothing();

        assertThatThrownBy(() -> counts.increment(7, "/a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("partition 7")
                .hasMessageContaining("[0, 1]");
    }

    @Test
    void replacesWhatItHadCounted() {
        restoreNothing();
        counts.increment(0, "/a");
        counts.increment(0, "/b");
        counts.increment(1, "/a");
        counts.keepBatch();
        highWatermarks.updateEndOffsets(Map.of(OUTPUT_0, 1L));
        effects.schedulePollTask(() -> effects.addRecord(effect(0, 0, "/a", "5")));

        counts.restore(List.of(INPUT_0));

        assertThat(counts.increment(0, "/a")).isEqualTo(6);
        assertThat(counts.increment(0, "/b")).isEqualTo(1);
        assertThat(counts.increment(1, "/a")).as("of another partition").isEqualTo(2);
    }

    @Test
    void forgetsPartitionsThatBelongToOthers() {
        restoreNothing();
        counts.increment(0, "/a");
        counts.increment(1, "/a");

        counts.forget(List.of(INPUT_0));
        counts.keepBatch();

        assertThatThrownBy(() -> counts.increment(0, "/a")).isInstanceOf(IllegalStateException.class);
        assertThat(counts.increment(1, "/a")).isEqualTo(2);
    }

    @Test
    void restoresNothingWithoutPartitions() {
        restoreNothing();
        counts.increment(0, "/a");

        counts.restore(List.of());

        assertThat(counts.increment(0, "/a")).isEqualTo(2);
    }

    @Test
    void refusesAnEffectThatIsNoCount() {
        highWatermarks.updateEndOffsets(Map.of(OUTPUT_0, 1L));
        effects.schedulePollTask(() -> effects.addRecord(effect(0, 0, "/a", "many")));

        assertThatThrownBy(() -> counts.restore(List.of(INPUT_0))).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void canBeWokenWhileItWaitsForTheHighWatermark() {
        highWatermarks.updateEndOffsets(Map.of(OUTPUT_0, 1L));
        effects.scheduleNopPollTask();
        effects.schedulePollTask(counts::wakeup);

        assertThatThrownBy(() -> counts.restore(List.of(INPUT_0))).isInstanceOf(WakeupException.class);
    }

    @Test
    void closesItsConsumers() {
        counts.close();

        assertThat(effects.closed()).isTrue();
        assertThat(highWatermarks.closed()).isTrue();
    }

    private void restoreNothing() {
        highWatermarks.updateEndOffsets(Map.of(OUTPUT_0, 0L, OUTPUT_1, 0L));
        counts.restore(List.of(INPUT_0, INPUT_1));
    }

    private static ConsumerRecord<String, String> effect(int partition, long offset, String page, String count) {
        return new ConsumerRecord<>("effects", partition, offset, page, count);
    }
}

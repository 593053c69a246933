package delivery.streams;

import static org.assertj.core.api.Assertions.assertThat;

import delivery.contract.Effects;
import delivery.contract.PipelineFlags;
import delivery.contract.RecordedClients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsEosTopologyTest {
    @TempDir
    private Path stateDir;

    private TopologyTestDriver driver;
    private TestInputTopic<String, String> events;
    private TestOutputTopic<String, String> effects;

    @BeforeEach
    void drive() throws IOException {
        PipelineFlags flags = RecordedClients.flags();
        flags.stateDir = stateDir;
        Properties settings = new Properties();
        settings.putAll(StreamsEos.settings(flags).values());
        driver = new TopologyTestDriver(StreamsEos.topology(flags), settings);
        events = driver.createInputTopic(RecordedClients.INPUT, new StringSerializer(), new StringSerializer());
        effects = driver.createOutputTopic(RecordedClients.OUTPUT, new StringDeserializer(), new StringDeserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void hasOneEffectForEachEventWithTheRunningCountAndTheIdOfTheEvent() {
        view("/a", "e1");
        view("/b", "e2");
        view("/a", "e3");

        assertThat(effects.readRecordsToList())
                .extracting(StreamsEosTopologyTest::describe)
                .containsExactly("/a=1 e1", "/b=1 e2", "/a=2 e3");
    }

    @Test
    void keepsTheCountsOnDiskAndInAChangelog() {
        view("/a", "e1");

        StateStore counts = driver.getAllStateStores().get("counts");
        assertThat(counts.persistent())
                .as("else every crash waits for the transaction timeout")
                .isTrue();
        assertThat(driver.producedTopicNames()).contains("group-counts-changelog");
    }

    @Test
    void marksTheEffectWithThePartitionOfItsEvent() {
        MockProcessorContext<String, StreamsEos.PlacedCount> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 2), stateDir.toFile());
        context.addStateStore(countsInMemory(context));
        StreamsEos.Counting counting = new StreamsEos.Counting();
        counting.init(context);

        counting.process(new Record<>("/a", "", 0));
        counting.process(new Record<>("/a", "", 0));

        assertThat(context.forwarded().stream()
                        .<Object>map(forward -> forward.record().value()))
                .containsExactly(new StreamsEos.PlacedCount(2, 1), new StreamsEos.PlacedCount(2, 2));
    }

    @Test
    @SuppressWarnings("removal")
    void sendsTheEffectToThePartitionThatItIsMarkedWith() {
        Optional<Set<Integer>> partitions =
                StreamsEos.LIKE_INPUT.partitions(RecordedClients.OUTPUT, "/a", new StreamsEos.PlacedCount(2, 1), 3);

        assertThat(partitions).contains(Set.of(2));
    }

    private static StateStore countsInMemory(MockProcessorContext<?, ?> context) {
        StateStore counts = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("counts"), Serdes.String(), Serdes.Long())
                .withLoggingDisabled()
                .build();
        counts.init(context.getStateStoreContext(), counts);
        return counts;
    }

    private void view(String page, String id) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(Effects.EVENT_ID, id.getBytes(StandardCharsets.UTF_8));
        events.pipeInput(new TestRecord<>(page, "", headers));
    }

    private static String describe(TestRecord<String, String> effect) {
        return effect.key() + "=" + effect.value() + " " + Effects.eventId(effect.headers());
    }
}

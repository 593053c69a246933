package delivery.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Clients without a broker that write down, in order, what a pipeline asks of them. */
public final class RecordedClients {
    public static final String INPUT = "events";
    public static final String OUTPUT = "effects";

    /** {@code send e1}, {@code flush}, {@code commit {0=2}}, … */
    public final List<String> calls = new ArrayList<>();
    /** What the next calls of {@code commitSync} throw. */
    public final Deque<RuntimeException> commitFailures = new ArrayDeque<>();
    /** What becomes of the oldest sends that are not acknowledged, at the next flush. */
    public final Deque<RuntimeException> sendFailures = new ArrayDeque<>();
    /** Run before the next send. */
    public Runnable beforeSend = () -> {};

    public final MockConsumer<String, String> consumer = new RecordedConsumer(this);
    public final MockProducer<String, String> producer = new RecordedProducer(this);
    public final MockConsumer<String, String> effects = new PatientConsumer();
    public final MockConsumer<String, String> highWatermarks;

    private RecordedClients(boolean separate) {
        highWatermarks = separate ? new HighWatermarks() : effects;
    }

    /** As of a pipeline without transactions: its reader of effects knows the high watermarks. */
    public static RecordedClients readUncommitted() {
        return new RecordedClients(false);
    }

    /** As of a transactional pipeline: only a client of its own knows the high watermarks. */
    public static RecordedClients readCommitted() {
        return new RecordedClients(true);
    }

    public Clients clients() {
        return new Clients(consumer, producer, effects, highWatermarks);
    }

    public static PipelineFlags flags() {
        PipelineFlags flags = new PipelineFlags();
        flags.inputTopic = INPUT;
        flags.outputTopic = OUTPUT;
        flags.groupId = "group";
        flags.instanceId = "instance";
        flags.bootstrapServers = "127.0.0.1:1";
        return flags;
    }

    /** Assigns all partitions of the input to a pipeline anew, while these effects stand in the output topic. */
    public void assign(
            ConsumerRebalanceListener pipeline,
            List<Integer> partitions,
            List<ConsumerRecord<String, String>> standing) {
        if (consumer.subscription().isEmpty()) {
            consumer.subscribe(List.of(INPUT), pipeline);
        }
        stand(partitions, standing);
        consumer.updateBeginningOffsets(
                partitions.stream().collect(Collectors.toMap(p -> new TopicPartition(INPUT, p), p -> 0L)));
        consumer.rebalance(
                partitions.stream().map(p -> new TopicPartition(INPUT, p)).toList());
    }

    /** Lets these effects stand in the output topic, for the next time the counts are restored. */
    public void stand(List<Integer> partitions, List<ConsumerRecord<String, String>> standing) {
        for (int partition : partitions) {
            TopicPartition output = new TopicPartition(OUTPUT, partition);
            long end = standing.stream()
                    .filter(effect -> effect.partition() == partition)
                    .mapToLong(effect -> effect.offset() + 1)
                    .max()
                    .orElse(0);
            effects.updateBeginningOffsets(Map.of(output, 0L));
            highWatermarks.updateEndOffsets(Map.of(output, end));
        }
        effects.schedulePollTask(() -> standing.forEach(effects::addRecord));
    }

    public static ConsumerRecord<String, String> event(int partition, long offset, String page, String id) {
        ConsumerRecord<String, String> event = new ConsumerRecord<>(INPUT, partition, offset, page, "");
        event.headers().add(Effects.EVENT_ID, id.getBytes(StandardCharsets.UTF_8));
        return event;
    }

    public static ConsumerRecord<String, String> effect(int partition, long offset, String page, long count) {
        return new ConsumerRecord<>(OUTPUT, partition, offset, page, Long.toString(count));
    }

    /** Every effect sent and not aborted, as {@code partition page=count id}. */
    public List<String> sent() {
        return producer.history().stream().map(RecordedClients::describe).toList();
    }

    private static String describe(ProducerRecord<String, String> effect) {
        return effect.partition() + " " + effect.key() + "=" + effect.value() + " " + Effects.eventId(effect.headers());
    }

    static String describe(Map<TopicPartition, OffsetAndMetadata> offsets) {
        return offsets.entrySet().stream()
                .map(entry ->
                        entry.getKey().partition() + "=" + entry.getValue().offset())
                .sorted()
                .collect(Collectors.joining(", ", "{", "}"));
    }

    static void throwNext(Deque<RuntimeException> failures) {
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
    }

    private final class HighWatermarks extends MockConsumer<String, String> {
        HighWatermarks() {
            super("earliest");
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            calls.add("high watermarks");
            return super.endOffsets(partitions);
        }
    }
}

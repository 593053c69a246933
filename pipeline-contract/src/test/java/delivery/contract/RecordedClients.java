package delivery.contract;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringSerializer;

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

    public final MockConsumer<String, String> consumer = new EventConsumer();
    public final MockProducer<String, String> producer = new EffectProducer();
    public final MockConsumer<String, String> effects = new MockConsumer<>("earliest");
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
            CountingPipeline pipeline, List<Integer> partitions, List<ConsumerRecord<String, String>> standing) {
        if (consumer.subscription().isEmpty()) {
            consumer.subscribe(List.of(INPUT), pipeline);
        }
        stand(partitions, standing);
        consumer.updateBeginningOffsets(
                partitions.stream().collect(Collectors.toMap(p -> new TopicPartition(INPUT, p), p -> 0L)));
        consumer.rebalance(
                partitions.stream().map(p -> new TopicPartition(INPUT, p)).toList());
    }

    /** Lets these effects stand in the output topic, for the next time the counts are rebuilt. */
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

    private static String describe(Map<TopicPartition, OffsetAndMetadata> offsets) {
        return offsets.entrySet().stream()
                .map(entry ->
                        entry.getKey().partition() + "=" + entry.getValue().offset())
                .sorted()
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private final class EventConsumer extends MockConsumer<String, String> {
        private boolean woken;

        EventConsumer() {
            super("earliest");
        }

        @Override
        public synchronized void wakeup() {
            woken = true;
        }

        @Override
        public synchronized ConsumerRecords<String, String> poll(Duration timeout) {
            throwIfWoken();
            return super.poll(timeout);
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            calls.add("commit " + describe(offsets));
            throwIfWoken();
            throwNext(commitFailures);
            super.commitSync(offsets);
        }

        @Override
        public synchronized long position(TopicPartition partition, Duration timeout) {
            calls.add("position " + partition.partition());
            return super.position(partition, timeout);
        }

        @Override
        public void close(CloseOptions option) {
            if (!closed()) {
                calls.add("close consumer " + option.groupMembershipOperation());
            }
            super.close(option);
        }

        /** As the real one: a wakeup is thrown once, by whatever waits next. */
        private void throwIfWoken() {
            if (woken) {
                woken = false;
                throw new WakeupException();
            }
        }
    }

    private final class EffectProducer extends MockProducer<String, String> {
        EffectProducer() {
            super(false, null, new StringSerializer(), new StringSerializer());
        }

        @Override
        public void initTransactions() {
            calls.add("init transactions");
            super.initTransactions();
        }

        @Override
        public void beginTransaction() {
            calls.add("begin");
            super.beginTransaction();
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, String> effect, Callback callback) {
            beforeSend.run();
            calls.add("send " + Effects.eventId(effect.headers()));
            return super.send(effect, callback);
        }

        @Override
        public void sendOffsetsToTransaction(
                Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata metadata) {
            calls.add("offsets " + describe(offsets) + " of member " + metadata.memberId());
            super.sendOffsetsToTransaction(offsets, metadata);
        }

        @Override
        public void commitTransaction() {
            calls.add("commit transaction");
            throwNext(commitFailures);
            super.commitTransaction();
        }

        @Override
        public void abortTransaction() {
            calls.add("abort transaction");
            super.abortTransaction();
        }

        @Override
        public synchronized void flush() {
            calls.add("flush");
            while (!sendFailures.isEmpty()) {
                errorNext(sendFailures.remove());
            }
            if (!closed()) {
                super.flush();
            }
        }

        @Override
        public void close(Duration timeout) {
            if (!closed()) {
                calls.add("close producer " + timeout);
            }
            super.close(timeout);
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

    private static void throwNext(Deque<RuntimeException> failures) {
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
    }
}

package delivery.chaos.cost;

import delivery.contract.Effects;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the events of one contender, numbered from 0: as fast as it can, or at a rate that nothing slows down. */
final class EventSource implements Closeable {
    private static final int PAGES = 100;
    private static final long SEED = 7;

    private final KafkaProducer<byte[], byte[]> producer;
    private final CostTopics topics;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final byte[] value;
    private long next;

    EventSource(String bootstrapServers, CostTopics topics) {
        this.topics = topics;
        this.value = printable(topics.shape().valueBytes());
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.ENABLE_METRICS_PUSH_CONFIG,
                        false),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static byte[] printable(int bytes) {
        SplittableRandom random = new SplittableRandom(SEED);
        byte[] text = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            text[i] = (byte) ('a' + random.nextInt('z' - 'a' + 1));
        }
        return text;
    }

    /** The number of the event that comes next. */
    long next() {
        return next;
    }

    /** Writes so many, and waits until every one of them is acknowledged. */
    void write(int events) {
        for (int i = 0; i < events; i++) {
            send((event, appendedMs) -> {});
        }
        flush();
    }

    /** Is told when an event was appended. */
    @FunctionalInterface
    interface Appended {
        void at(long event, long brokersMs);
    }

    /**
     * Writes at a rate: each event at its time, or as soon after it as can be, whatever became of those before.
     *
     * @param startNanos of {@link System#nanoTime()}, when the first one is due
     * @param appended is told of each, on the producer's thread
     */
    void write(int events, int eventsPerSecond, long startNanos, Appended appended) {
        double gapNanos = (double) Duration.ofSeconds(1).toNanos() / eventsPerSecond;
        for (int i = 0; i < events; i++) {
            long dueNanos = startNanos + (long) (i * gapNanos);
            for (long now = System.nanoTime(); now < dueNanos; now = System.nanoTime()) {
                LockSupport.parkNanos(dueNanos - now);
            }
            send(appended);
        }
        flush();
    }

    /** All events of a page are in one partition. */
    static int partition(long event, int partitions) {
        return (int) (event % PAGES) % partitions;
    }

    private void send(Appended appended) {
        long event = next++;
        int page = (int) (event % PAGES);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topics.input(),
                partition(event, topics.shape().partitions()),
                ("/page/" + page).getBytes(StandardCharsets.UTF_8),
                value);
        record.headers().add(Effects.EVENT_ID, Long.toString(event).getBytes(StandardCharsets.UTF_8));
        producer.send(record, (metadata, failed) -> {
            if (failed == null) {
                appended.at(event, metadata.timestamp());
            } else {
                failure.compareAndSet(null, failed);
            }
        });
    }

    private void flush() {
        producer.flush();
        if (failure.get() != null) {
            throw new KafkaException("an event could not be written: " + failure.get(), failure.get());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}

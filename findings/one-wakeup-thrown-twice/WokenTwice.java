import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Calls wakeup() once while commitSync() waits, and looks whether a WakeupException is thrown once or twice for it. No
 * broker is needed: a commit without a coordinator waits long enough. Usage:
 *
 * <pre>java -cp kafka-clients.jar:slf4j-api.jar WokenTwice.java [consumer|classic]</pre>
 *
 * Exit code 1 if one call was thrown twice, 0 if none was.
 */
public class WokenTwice {
    /** A port at which nothing listens. */
    private static final String NOBODY = "127.0.0.1:1";

    private static final TopicPartition PARTITION = new TopicPartition("woken-twice", 0);
    private static final int CALLS_MAX = 2_000;
    private static final int ENOUGH = 10;

    public static void main(String[] arguments) throws Exception {
        String protocol = arguments.length > 0 ? arguments[0] : "consumer";
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, NOBODY,
                ConsumerConfig.GROUP_ID_CONFIG, "woken-twice-" + UUID.randomUUID(),
                ConsumerConfig.GROUP_PROTOCOL_CONFIG, protocol);
        // What a busy machine does: the thread that calls wakeup() may lose its processor in the middle of it.
        for (int busy = 0; busy < 2 * Runtime.getRuntime().availableProcessors(); busy++) {
            daemon(() -> {
                while (true) {
                    Thread.onSpinWait();
                }
            });
        }
        int calls = 0;
        int twice = 0;
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            SynchronousQueue<String> turns = new SynchronousQueue<>();
            SynchronousQueue<String> called = new SynchronousQueue<>();
            daemon(() -> wakeOnceEachTurn(consumer, turns, called));
            while (calls < CALLS_MAX && twice < ENOUGH) {
                calls++;
                turns.put("now");
                boolean thrown = isWoken(consumer, Duration.ofSeconds(10));
                called.take();
                // From here on nobody calls wakeup() before the next turn.
                while (!thrown) {
                    thrown = isWoken(consumer, Duration.ofMillis(1));
                }
                if (isWoken(consumer, Duration.ofMillis(1))) {
                    twice++;
                }
            }
        }
        System.out.printf(
                "%s, group.protocol=%s: %,d calls of wakeup(), %,d of them thrown twice%n",
                Path.of(KafkaConsumer.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                        .getFileName(), protocol, calls, twice);
        System.exit(twice > 0 ? 1 : 0);
    }

    private static boolean isWoken(KafkaConsumer<String, String> consumer, Duration timeout) {
        try {
            consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(0)), timeout);
            return false;
        } catch (WakeupException woken) {
            return true;
        } catch (TimeoutException none) {
            return false;
        }
    }

    private static void wakeOnceEachTurn(
            KafkaConsumer<String, String> consumer, SynchronousQueue<String> turns, SynchronousQueue<String> called) {
        try {
            while (true) {
                turns.take();
                long untilNs = System.nanoTime() + ThreadLocalRandom.current().nextLong(2_000_000);
                while (System.nanoTime() < untilNs) {
                    Thread.onSpinWait();
                }
                consumer.wakeup();
                called.put("woken");
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }
}

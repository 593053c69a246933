package delivery.chaos.testbed;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * Times and sizes that the harness gives to a pipeline's clients in a {@code --client-config} file: times, so that a
 * scenario takes seconds; sizes, so that counts and not the clock decide which records are in flight together. They decide
 * how soon a fault is noticed and how many records it hits, never what is guaranteed.
 */
public final class ClientTimeouts {
    /** {@code request.timeout.ms}: a link is down, and an ack is late, when it takes longer than this. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofMillis(2_000);

    /** {@code max.poll.records}: every poll of a pipeline gives it so many events of one partition. */
    public static final int POLL_EVENTS = 250;

    private ClientTimeouts() {}

    /** Writes them as a properties file. */
    public static void write(Path file) throws IOException {
        Properties times = new Properties();
        times.put("request.timeout.ms", String.valueOf(REQUEST_TIMEOUT.toMillis()));
        times.put("socket.connection.setup.timeout.ms", String.valueOf(REQUEST_TIMEOUT.toMillis()));
        // Longer than any fault here lasts: no send fails for good while the fault can still be healed.
        times.put("delivery.timeout.ms", "30000");
        times.put("default.api.timeout.ms", "30000");
        times.put("max.block.ms", "30000");
        // No fault here lasts so long that a living member is taken for dead; static members rejoin at once anyway.
        times.put("session.timeout.ms", "10000");
        times.put("heartbeat.interval.ms", "500");
        times.put("retry.backoff.ms", "10");
        times.put("retry.backoff.max.ms", "200");
        times.put("reconnect.backoff.ms", "20");
        times.put("reconnect.backoff.max.ms", "200");
        times.put("max.poll.records", String.valueOf(POLL_EVENTS));
        // Each partition in one response, so that no poll takes the rest of one and the beginning of another.
        times.put("max.partition.fetch.bytes", String.valueOf(16 << 20));
        // The effects of a poll are one batch, which the pipeline's flush sends and neither its size nor the clock.
        times.put("batch.size", String.valueOf(256 << 10));
        times.put("linger.ms", "1000");
        // But not of Streams, which flushes only when it commits: a partition would be two or three requests.
        times.put("producer.batch.size", String.valueOf(16 << 10));
        times.put("producer.linger.ms", "100");
        try (Writer out = Files.newBufferedWriter(file)) {
            times.store(out, null);
        }
    }
}

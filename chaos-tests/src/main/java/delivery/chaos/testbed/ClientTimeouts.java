package delivery.chaos.testbed;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * Times that the harness gives to a pipeline's clients in a {@code --client-config} file, so that a scenario takes seconds.
 * They decide how soon a fault is noticed, never what is guaranteed.
 */
public final class ClientTimeouts {
    /** {@code request.timeout.ms}: a link is down, and an ack is late, when it takes longer than this. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofMillis(2_000);

    private ClientTimeouts() {}

    /**
     * Writes them as a properties file.
     *
     * @param more settings beside or instead of them
     */
    public static void write(Path file, Map<String, String> more) throws IOException {
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
        times.putAll(more);
        try (Writer out = Files.newBufferedWriter(file)) {
            times.store(out, null);
        }
    }
}

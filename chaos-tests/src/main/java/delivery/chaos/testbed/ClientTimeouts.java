package delivery.chaos.testbed;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * Times that the harness gives to a pipeline's clients in a {@code --client-config} file, so that a scenario takes
 * seconds. They decide how soon a fault is noticed, never what is guaranteed. Those that give something up are
 * Kafka's defaults: on a slow machine a shorter one would bring about what no fault did, a request sent twice, a
 * living member taken for dead.
 */
public final class ClientTimeouts {
    /** {@code request.timeout.ms} of the scenarios in which an answer never comes, and nothing else tells so. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofMillis(2_000);

    private ClientTimeouts() {}

    /** For a fault that takes the answers away and leaves the connection. */
    public static Map<String, String> shortRequestTimeout() {
        String ms = String.valueOf(REQUEST_TIMEOUT.toMillis());
        return Map.of("request.timeout.ms", ms, "socket.connection.setup.timeout.ms", ms);
    }

    /**
     * Writes them as a properties file.
     *
     * @param more settings beside or instead of them
     */
    public static void write(Path file, Map<String, String> more) throws IOException {
        Properties times = new Properties();
        // Who leaves or comes is noticed within this time.
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

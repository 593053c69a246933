package delivery.chaos.testbed;

import java.time.Duration;
import java.util.Map;

/**
 * Times that the harness gives to a pipeline's clients in a {@code --client-config} file, so that a scenario takes
 * seconds. They decide how soon a fault is noticed, never what is guaranteed. Those that give something up are
 * Kafka's defaults: on a slow machine a shorter one would bring about what no fault did, a request sent twice, a
 * living member taken for dead.
 */
public final class ClientTimeouts {
    /** {@code request.timeout.ms} of the scenarios in which an answer never comes, and nothing else tells so. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofMillis(2_000);

    /** Beside those of a course and a fault, which come before them. */
    public static final Map<String, String> OF_EVERY_SCENARIO = Map.of(
            // The group notices a member that leaves or joins within this time.
            "heartbeat.interval.ms", "500",
            "retry.backoff.ms", "10",
            "retry.backoff.max.ms", "200",
            "reconnect.backoff.ms", "20",
            "reconnect.backoff.max.ms", "200");

    private static final String KAFKA_DEFAULT_REQUEST_TIMEOUT_MS = "30000";

    private ClientTimeouts() {}

    /** {@code request.timeout.ms} of clients with these settings. */
    public static Duration request(Map<String, String> settings) {
        return Duration.ofMillis(
                Long.parseLong(settings.getOrDefault("request.timeout.ms", KAFKA_DEFAULT_REQUEST_TIMEOUT_MS)));
    }

    /** For a fault that takes the answers away and leaves the connection. */
    public static Map<String, String> shortRequestTimeout() {
        String ms = String.valueOf(REQUEST_TIMEOUT.toMillis());
        return Map.of("request.timeout.ms", ms, "socket.connection.setup.timeout.ms", ms);
    }

    /**
     * For a fault that holds a request until the pipeline has done all that it does without an answer: however slow the
     * machine is, the request must not be given up meanwhile, nor its effects, nor its transaction.
     */
    public static Map<String, String> longRequestTimeout() {
        return Map.of(
                "request.timeout.ms", "60000",
                // A producer wants this to be the longer one; transactional-eos has it shorter than that, otherwise.
                "delivery.timeout.ms", "120000",
                // Streams has 10 s, after which the coordinator ends the transaction of what is held.
                "transaction.timeout.ms", "180000");
    }
}

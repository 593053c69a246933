package delivery.chaos.report.cost;

/** Names of variants that goals and published figures are about. */
public final class VariantNames {
    public static final String AT_LEAST_ONCE = "at-least-once";
    public static final String IDEMPOTENT = "idempotent-producer";
    public static final String TRANSACTIONAL = "transactional-eos";
    public static final String STREAMS = "streams-eos";
    public static final String AT_LEAST_ONCE_100_MS = "at-least-once by 100 ms";
    public static final String TRANSACTIONAL_100_MS = "transactional-eos by 100 ms";
    public static final String TRANSACTIONAL_100_MS_SHORT_BACKOFF = "transactional-eos by 100 ms with retry.backoff.ms 5";
    public static final String STREAMS_AT_LEAST_ONCE = "streams at-least-once";

    private VariantNames() {}
}

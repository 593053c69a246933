package delivery.chaos.fault;

import java.util.Map;

/**
 * The order of a transaction in production, for a fault that strikes at its commit of offsets: a poll fills several
 * batches, and a full one is sent at once. On the exact course a poll is one batch, which is sent only when the
 * transaction ends, so that a strike at the offsets would find nothing written that is at risk.
 */
public final class EffectsFirst {
    private static final int BATCH_BYTES = 2 << 10;

    /** The last batch of a poll has no memory before the first is acknowledged, so that the order is no race. */
    private static final int MEMORY_BYTES = 3 * BATCH_BYTES;

    private EffectsFirst() {}

    /** Settings of the pipeline's clients that bring it about. */
    public static Map<String, String> clientSettings() {
        return Map.of(
                "batch.size",
                String.valueOf(BATCH_BYTES),
                "buffer.memory",
                String.valueOf(MEMORY_BYTES),
                "linger.ms",
                "5");
    }
}

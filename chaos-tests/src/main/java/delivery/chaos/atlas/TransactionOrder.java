package delivery.chaos.atlas;

import java.util.Map;

/**
 * Which a producer sends first of a transaction, its effects or its offsets: batch sizes and {@code linger.ms} decide,
 * not Kafka's interface. What was sent of a transaction before it was struck is what is aborted.
 */
enum TransactionOrder {
    /**
     * As the course of the atlas has it: no batch is sent before it is flushed. A pipeline that does not flush before
     * it adds its offsets sends those first.
     */
    AS_FLUSHED("", "", Map.of()),
    /**
     * As in production, where the effects of a poll fill several batches, and a full one is sent at once. Here a poll
     * is small, and so the batches are smaller still; and there is no memory for the last of them before the first is
     * acknowledged, so that it is no race whether effects are in the log when the offsets are added.
     */
    PRODUCE_FIRST(
            "produce-first/", ", Produce first", Map.of("batch.size", "256", "buffer.memory", "768", "linger.ms", "5"));

    private final String prefix;
    private final String words;
    private final Map<String, String> clientSettings;

    TransactionOrder(String prefix, String words, Map<String, String> clientSettings) {
        this.prefix = prefix;
        this.words = words;
        this.clientSettings = clientSettings;
    }

    /** What the names of its scenarios begin with, within a module: {@code produce-first/}; empty for what is usual. */
    String prefix() {
        return prefix;
    }

    /** As after the name of a phase: {@code cycle, Produce first}. */
    String words() {
        return words;
    }

    /** Settings of the pipeline's clients that bring it about. */
    Map<String, String> clientSettings() {
        return clientSettings;
    }
}

package delivery.chaos.cluster;

import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The version of Kafka's transactions (the feature {@code transaction.version}, KIP-890) that a cluster is formatted
 * with: below 2, an epoch lasts for many transactions, and clients add partitions and offsets by requests of their own.
 *
 * @param asked {@code kafka.transaction.version}: 0, 1 or 2; empty for what Kafka finalizes when nothing is asked
 */
public record TransactionVersion(Optional<String> asked) {
    /** Kafka's own default. */
    public static final TransactionVersion DEFAULT = new TransactionVersion(Optional.empty());

    /** As brokers call it. */
    static final String FEATURE = "transaction.version";

    private static final String OPTION = "kafka.transaction.version";
    private static final List<String> KNOWN = List.of("0", "1", "2");

    /**
     * Reads the option.
     *
     * @throws IllegalArgumentException if there is no such version
     */
    public static TransactionVersion from(Properties properties) {
        Optional<String> asked = Optional.ofNullable(properties.getProperty(OPTION))
                .map(String::strip)
                .filter(version -> !version.isEmpty());
        if (asked.isPresent() && !KNOWN.contains(asked.get())) {
            throw new IllegalArgumentException("unknown -D" + OPTION + "=" + asked.get() + "; known: "
                    + String.join(", ", KNOWN) + "; without it, Kafka's own default");
        }
        return new TransactionVersion(asked);
    }

    /** What the command that formats a broker's storage is told of it. */
    List<String> formatArguments() {
        return asked.map(version -> List.of("--feature", FEATURE + "=" + version))
                .orElse(List.of());
    }

    /** The option as part of a command line, with a space before it; empty if it was not given. */
    public String option() {
        return asked.map(version -> " -D" + OPTION + "=" + version).orElse("");
    }
}

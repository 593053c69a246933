package delivery.chaos.fault.pipeline;

import java.util.Map;

/** How members of a group come to their partitions. */
public enum GroupProtocol {
    /** The default of a classic group: every member gives up all it has, and each is assigned its part anew. */
    EAGER("", "", "", Map.of()),
    /** A member gives up only what another is to have (KIP-429). */
    COOPERATIVE(
            "-cooperative",
            ", cooperative-sticky",
            " The assignor is cooperative-sticky.",
            Map.of("partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor")),
    /** The coordinator assigns (KIP-848; for Streams KIP-1071), and members are dynamic. */
    CONSUMER(
            "-consumer-protocol",
            ", under KIP-848",
            " The group protocol is that of KIP-848.", Map.of("group.protocol", "consumer"));

    /** What names of faults end with. */
    final String suffix;

    /** What {@link delivery.chaos.fault.Fault#when} ends with. */
    final String when;

    /** A sentence for the description of a fault, after a space; empty for the default. */
    final String sentence;

    final Map<String, String> clientSettings;

    GroupProtocol(String suffix, String when, String sentence, Map<String, String> clientSettings) {
        this.suffix = suffix;
        this.when = when;
        this.sentence = sentence;
        this.clientSettings = clientSettings;
    }
}

package delivery.chaos.fault.pipeline;

import delivery.chaos.testbed.GroupSessions;
import delivery.chaos.testbed.Testbed;
import java.util.Map;
import java.util.concurrent.ExecutionException;

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
            " The group protocol is that of KIP-848.",
            Map.of("group.protocol", "consumer"));

    /** For faults in which a member dies and the others are to have what it had. */
    static final String SHORT_SESSION_MS = "4000";

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

    /**
     * Gives members a short session, so that the group soon notices who died. A client says so itself in its settings,
     * but under KIP-848 it is the coordinator's to decide.
     */
    void shortenSessions(Testbed testbed) throws InterruptedException, ExecutionException {
        if (this == CONSUMER) {
            GroupSessions.set(testbed, SHORT_SESSION_MS);
        }
    }
}

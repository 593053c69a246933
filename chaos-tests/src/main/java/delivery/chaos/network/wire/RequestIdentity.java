package delivery.chaos.network.wire;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that tells a broker whether a request comes from who is in place now: a member's id and its generation (under
 * KIP-848 its epoch), a producer's id and its epoch. One that was late and says the same as its successors cannot be
 * told from them.
 */
public final class RequestIdentity {
    private static final List<String> NAMES =
            List.of("instanceId", "memberId", "generation", "producerId", "producerEpoch");

    private RequestIdentity() {}

    /** What a request says of it, by name; empty if it says nothing. */
    public static Map<String, Object> of(TappedRequest request) {
        Map<String, Object> identity = new TreeMap<>();
        collect(RequestDigest.of(request, new TopicNames()), identity);
        return identity;
    }

    /** In a Produce it stands in the batches of each partition. */
    private static void collect(Map<?, ?> said, Map<String, Object> identity) {
        said.forEach((name, value) -> {
            if (value instanceof Map<?, ?> part) {
                collect(part, identity);
            } else if (NAMES.contains(name)) {
                identity.put(name.toString(), value);
            }
        });
    }
}

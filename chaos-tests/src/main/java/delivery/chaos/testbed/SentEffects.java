package delivery.chaos.testbed;

import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The effects that one instance of a pipeline has sent, as the wire shows them from the beginning. */
public final class SentEffects implements TapListener {
    private final RequestReader reader;
    private final Set<String> eventIds = ConcurrentHashMap.newKeySet();

    private SentEffects(RequestReader reader) {
        this.reader = reader;
    }

    /** Those of the first instance, which is not started yet. */
    public static SentEffects ofFirst(Testbed testbed) {
        SentEffects sent = new SentEffects(testbed.requests());
        testbed.link().tap().tell(sent);
        return sent;
    }

    @Override
    public void onRequest(TappedRequest request) {
        eventIds.addAll(reader.eventIds(request));
    }

    @Override
    public void onResponse(TappedRequest request, ResponseBody body) {}

    /** The event ids of those so far, without these. */
    public Set<String> without(Set<String> others) {
        Set<String> left = new HashSet<>(eventIds);
        left.removeAll(others);
        return left;
    }
}

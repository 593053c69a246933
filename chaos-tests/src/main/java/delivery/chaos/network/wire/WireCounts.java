package delivery.chaos.network.wire;

import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.protocol.ApiKeys;

/** What crossed a wire tap, per ApiKey. */
public final class WireCounts implements TapListener {
    /**
     * @param requests that arrived from the pipeline
     * @param responses that were written to the pipeline
     * @param unanswered requests whose response never came: their connection ended first
     */
    public record Count(long requests, long responses, long unanswered) {
        private static final Count NONE = new Count(0, 0, 0);

        private Count plus(Count more) {
            return new Count(requests + more.requests, responses + more.responses, unanswered + more.unanswered);
        }
    }

    private final Map<ApiKeys, Count> counts = new EnumMap<>(ApiKeys.class);

    @Override
    public void onRequest(TappedRequest request) {
        add(request.apiKey(), new Count(1, 0, 0));
    }

    @Override
    public void onResponse(TappedRequest request, ResponseBody body) {
        add(request.apiKey(), new Count(0, 1, 0));
    }

    @Override
    public void onUnanswered(TappedRequest request, ConnectionEnd how) {
        add(request.apiKey(), new Count(0, 0, 1));
    }

    @Override
    public void onDiscarded(TappedRequest request) {
        add(request.apiKey(), new Count(0, 0, 1));
    }

    private synchronized void add(ApiKeys apiKey, Count more) {
        counts.merge(apiKey, more, Count::plus);
    }

    /** The counts of one ApiKey so far. */
    public synchronized Count of(ApiKeys apiKey) {
        return counts.getOrDefault(apiKey, Count.NONE);
    }

    /** The counts of every ApiKey that was seen so far. */
    public synchronized Map<ApiKeys, Count> byApiKey() {
        return new EnumMap<>(counts);
    }

    /** What several taps have counted, together. */
    public static Map<ApiKeys, Count> sum(Collection<WireCounts> taps) {
        Map<ApiKeys, Count> sum = new EnumMap<>(ApiKeys.class);
        taps.forEach(tap -> tap.byApiKey().forEach((apiKey, count) -> sum.merge(apiKey, count, Count::plus)));
        return sum;
    }
}

package delivery.chaos.network.wire;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.protocol.ApiKeys;

/** What crossed a wire tap, per ApiKey: every request, whether the tap can read it or not. */
public final class WireCounts {
    /**
     * @param requests that arrived from the pipeline
     * @param responses that were handed on to the pipeline
     * @param unanswered requests whose response never came: their connection ended first
     */
    public record Count(long requests, long responses, long unanswered) {
        private static final Count NONE = new Count(0, 0, 0);

        private Count plus(Count more) {
            return new Count(requests + more.requests, responses + more.responses, unanswered + more.unanswered);
        }
    }

    /** Counts by the id of the ApiKey. */
    private final SortedMap<Short, Count> counts = new TreeMap<>();

    /** Versions of requests by the id of the ApiKey. */
    private final SortedMap<Short, SortedSet<Short>> versions = new TreeMap<>();

    synchronized void requested(TappedRequest request) {
        add(request.apiKeyId(), new Count(1, 0, 0));
        versions.computeIfAbsent(request.apiKeyId(), none -> new TreeSet<>()).add(request.apiVersion());
    }

    void answered(TappedRequest request) {
        add(request.apiKeyId(), new Count(0, 1, 0));
    }

    void unanswered(TappedRequest request) {
        add(request.apiKeyId(), new Count(0, 0, 1));
    }

    private synchronized void add(short apiKeyId, Count more) {
        counts.merge(apiKeyId, more, Count::plus);
    }

    /** The counts of one ApiKey so far. */
    public synchronized Count of(ApiKeys apiKey) {
        return counts.getOrDefault(apiKey.id, Count.NONE);
    }

    private synchronized Map<Short, Count> copy() {
        return Map.copyOf(counts);
    }

    private synchronized void addVersionsTo(Map<String, SortedSet<Short>> sum) {
        versions.forEach((apiKeyId, more) ->
                sum.computeIfAbsent(name(apiKeyId), none -> new TreeSet<>()).addAll(more));
    }

    /** The versions of the requests that several taps have seen, together, by the names of {@link #sum}. */
    public static Map<String, SortedSet<Short>> versions(Collection<WireCounts> taps) {
        Map<String, SortedSet<Short>> sum = new LinkedHashMap<>();
        taps.forEach(tap -> tap.addVersionsTo(sum));
        return sum;
    }

    /**
     * What several taps have counted, together: in the order of ApiKeys, by names like {@code END_TXN}, {@code ApiKey
     * 93}.
     */
    public static Map<String, Count> sum(Collection<WireCounts> taps) {
        SortedMap<Short, Count> sum = new TreeMap<>();
        taps.forEach(tap -> tap.copy().forEach((apiKeyId, count) -> sum.merge(apiKeyId, count, Count::plus)));
        Map<String, Count> named = new LinkedHashMap<>();
        sum.forEach((apiKeyId, count) -> named.put(name(apiKeyId), count));
        return named;
    }

    private static String name(short apiKeyId) {
        return ApiKeys.hasId(apiKeyId) ? ApiKeys.forId(apiKeyId).name() : "ApiKey " + apiKeyId;
    }
}

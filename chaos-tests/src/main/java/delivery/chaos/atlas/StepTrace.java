package delivery.chaos.atlas;

import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import delivery.chaos.network.wire.RequestDigest;
import delivery.chaos.network.wire.ResponseDigest;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.network.wire.TopicNames;
import delivery.chaos.testbed.Testbed;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.protocol.ApiKeys;

/** The requests of a pipeline as steps of the protocol: which step, in which cycle, and what became of it. */
final class StepTrace implements TapListener {
    /** What the pipeline was doing, as far as the harness knows. */
    enum Doing {
        WORKING,
        WAITING,
        STOPPING
    }

    /**
     * A request that was seen.
     *
     * @param version of the request
     * @param broker that it went to
     * @param isForAnyBroker whether any other would have done as well
     * @param batch that it is about, from 1; for one that does not say so, the newest that is written
     */
    record Seen(
            String step,
            ApiKeys apiKey,
            short version,
            int broker,
            boolean isForAnyBroker,
            int batch,
            Doing doing,
            StepAnswer answer) {
        Seen with(StepAnswer other) {
            return new Seen(step, apiKey, version, broker, isForAnyBroker, batch, doing, other);
        }

        /** Whether the broker did what it was asked to, and, if that was to fetch, had something. */
        boolean isDone() {
            return answer == StepAnswer.DONE;
        }
    }

    /** What came of a request. */
    enum StepAnswer {
        OPEN,
        DONE,
        /** A Fetch that brought nothing. */
        EMPTY,
        REFUSED,
        NONE
    }

    private static final Set<ApiKeys> HEARTBEATS =
            EnumSet.of(ApiKeys.HEARTBEAT, ApiKeys.CONSUMER_GROUP_HEARTBEAT, ApiKeys.STREAMS_GROUP_HEARTBEAT);

    private final Testbed testbed;
    private final StepNames stepNames;
    private final TopicNames topicNames = new TopicNames();
    private final Map<TappedRequest, Seen> seen = new LinkedHashMap<>();
    private Doing doing = Doing.WORKING;
    private int fetching;
    private String transactionalId = "";
    private long effectsAcknowledged;

    StepTrace(Testbed testbed, int batchEvents) {
        this.testbed = testbed;
        this.stepNames = new StepNames(testbed.topics(), batchEvents);
    }

    @Override
    public void onRequest(TappedRequest request) {
        Map<String, Object> said = RequestDigest.of(request, topicNames);
        String step = stepNames.step(request.apiKey(), said);
        OptionalInt batch = stepNames.batch(request.apiKey(), said);
        synchronized (this) {
            if (said.get("transactionalId") instanceof String id) {
                transactionalId = id;
            }
            if (request.apiKey() == ApiKeys.FETCH) {
                // One that goes on with its session where it was names no partition (KIP-227).
                fetching = batch.orElse(fetching);
                batch = OptionalInt.of(fetching);
            }
            int about =
                    batch.orElseGet(() -> stepNames.batchAfter(testbed.feed().begun()));
            seen.put(
                    request,
                    new Seen(
                            step,
                            request.apiKey(),
                            request.apiVersion(),
                            request.brokerId(),
                            StepNames.isForAnyBroker(request.apiKey(), said),
                            about,
                            doing,
                            StepAnswer.OPEN));
        }
    }

    @Override
    public void onResponse(TappedRequest request, ResponseBody body) {
        Map<String, Object> said = ResponseDigest.of(request, body, topicNames);
        answered(request, said);
        if (request.apiKey() == ApiKeys.PRODUCE && !ResponseDigest.isError(said)) {
            long effects = testbed.requests().effects(request).values().stream()
                    .mapToLong(List::size)
                    .sum();
            synchronized (this) {
                effectsAcknowledged += effects;
            }
        }
    }

    @Override
    public void onResponseWithheld(TappedRequest request, ResponseBody body) {
        answered(request, ResponseDigest.of(request, body, topicNames));
    }

    private void answered(TappedRequest request, Map<String, Object> said) {
        StepAnswer answer = ResponseDigest.isError(said) ? StepAnswer.REFUSED : StepAnswer.DONE;
        if (answer == StepAnswer.DONE && request.apiKey() == ApiKeys.FETCH && StepNames.isEmptyFetch(said)) {
            answer = StepAnswer.EMPTY;
        }
        end(request, answer);
    }

    @Override
    public void onUnanswered(TappedRequest request, ConnectionEnd how) {
        end(request, StepAnswer.NONE);
    }

    @Override
    public void onDiscarded(TappedRequest request) {
        end(request, StepAnswer.NONE);
    }

    /** The first end counts: an answer that was withheld was one. */
    private synchronized void end(TappedRequest request, StepAnswer answer) {
        seen.computeIfPresent(request, (key, entry) -> entry.answer() == StepAnswer.OPEN ? entry.with(answer) : entry);
    }

    /** What was seen of a request. */
    synchronized Seen of(TappedRequest request) {
        return seen.get(request);
    }

    /** All that was seen so far, in the order of arrival. */
    synchronized List<Seen> all() {
        return List.copyOf(seen.values());
    }

    /** Under which the pipeline has its transactions; empty if it has none. */
    synchronized String transactionalId() {
        return transactionalId;
    }

    /** From now on the pipeline does something else. */
    synchronized void now(Doing other) {
        doing = other;
    }

    /** How many Heartbeats were answered of those that were sent while the pipeline waited. */
    synchronized long heartbeatsWaiting() {
        return heartbeatsWaiting(seen.values());
    }

    static long heartbeatsWaiting(Collection<Seen> seen) {
        return seen.stream()
                .filter(one -> one.doing() == Doing.WAITING && HEARTBEATS.contains(one.apiKey()) && one.isDone())
                .count();
    }

    /** Whether a Fetch waits at a broker, beside what stands after a held request on its connection. */
    synchronized boolean isFetchingBeside(TappedRequest held) {
        return seen.entrySet().stream()
                .anyMatch(entry -> entry.getValue().apiKey() == ApiKeys.FETCH
                        && entry.getValue().answer() == StepAnswer.OPEN
                        && entry.getKey().connection() != held.connection());
    }

    /** Whether the effects of a batch, to its last event, are acknowledged. */
    synchronized boolean hasAcknowledged(int batch) {
        return hasAcknowledged(seen.values(), batch);
    }

    /** Offsets that are committed say nothing of it: a pipeline may commit them before it sends the effects. */
    static boolean hasAcknowledged(Collection<Seen> seen, int batch) {
        return seen.stream().anyMatch(one -> one.step().equals(Cycle.PRODUCE) && one.batch() == batch && one.isDone());
    }

    /** Whether so many effects are acknowledged and nothing but a Fetch or a request that is held is under way. */
    synchronized boolean isQuietAfter(long effects) {
        return effectsAcknowledged >= effects
                && seen.values().stream()
                        .noneMatch(entry -> entry.answer() == StepAnswer.OPEN && entry.apiKey() != ApiKeys.FETCH);
    }
}

package delivery.chaos.testbed;

import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** What the wire shows of a pipeline's progress: effects sent, effects acknowledged, partitions assigned. */
public final class EffectTraffic implements TapListener {
    private final ScenarioClock clock;
    private final ScenarioTopics topics;
    private final RequestReader reader;
    private final Acknowledgements acknowledgements = new Acknowledgements();
    private final AssignmentCounter assignments = new AssignmentCounter();
    private final AtomicInteger acknowledgedElsewhere = new AtomicInteger();
    private final AtomicInteger transactionsEnded = new AtomicInteger();
    private final AtomicReference<Supplier<String>> lastRequest = new AtomicReference<>(() -> "it has sent no request");
    /** For the first effect of every batch, the request that brought it first and was not refused. */
    private final Map<String, TappedRequest> firstAttempts = new HashMap<>();

    private final Set<String> unanswered = new HashSet<>();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> openTransaction = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Long> acknowledgedEnds = new ConcurrentHashMap<>();
    private final Map<TappedRequest, Long> sentAtMs = new ConcurrentHashMap<>();
    private final Map<TappedRequest, Errors> answers = new ConcurrentHashMap<>();

    public EffectTraffic(ScenarioClock clock, ScenarioTopics topics) {
        this.clock = clock;
        this.topics = topics;
        this.reader = new RequestReader(topics);
    }

    @Override
    public void onRequest(TappedRequest request) {
        long atMs = clock.elapsedMs();
        lastRequest.set(() -> "its last request, " + request + ", was at " + atMs + " ms");
        reader.effects(request).values().forEach(ids -> {
            sentAtMs.putIfAbsent(request, clock.elapsedMs());
            openTransaction.addAll(ids);
            sent.addAll(ids);
            synchronized (firstAttempts) {
                firstAttempts.putIfAbsent(ids.get(0), request);
            }
        });
    }

    /** Effects were sent to a place outside Kafka. */
    public void sentElsewhere(Collection<String> eventIds) {
        sent.addAll(eventIds);
    }

    /** Effects that were sent to a place outside Kafka at a moment are acknowledged now. */
    public void acknowledgedElsewhere(long atMs) {
        acknowledgedElsewhere.incrementAndGet();
        acknowledgements.add(atMs, clock.elapsedMs(), Set.of(), Integer.MAX_VALUE);
    }

    /** How often a place outside Kafka has acknowledged effects. */
    public int acknowledgementsElsewhere() {
        return acknowledgedElsewhere.get();
    }

    /**
     * Whether a request carries effects, none of which was in an earlier request that may have been carried out: no
     * retry, unless of what a broker refused, as it does for a moment with CONCURRENT_TRANSACTIONS.
     */
    public boolean isFirstAttempt(TappedRequest request) {
        Map<Integer, List<String>> effects = reader.effects(request);
        synchronized (firstAttempts) {
            return !effects.isEmpty()
                    && effects.values().stream()
                            .map(ids -> ids.get(0))
                            .allMatch(first ->
                                    first.equals(RequestReader.NO_EVENT_ID) || firstAttempts.get(first) == request);
        }
    }

    /** The event ids of all effects that were ever sent, whatever became of them. */
    public Set<String> sent() {
        return Set.copyOf(sent);
    }

    /** How many events ever had an effect sent. */
    public int eventsSent() {
        return sent.size();
    }

    /** Whether an effect of this event was ever sent. */
    boolean isSent(String eventId) {
        return sent.contains(eventId);
    }

    /** Grows with every event that is come to for the first time, and with every assignment of partitions. */
    public long progress() {
        return (long) sent.size() + assignments.count();
    }

    /** In words, what the pipeline has sent last. */
    public String lastRequest() {
        return lastRequest.get().get();
    }

    /** The event ids of effects sent since the last EndTxn was answered; without transactions, of all. */
    public Set<String> openTransaction() {
        return Set.copyOf(openTransaction);
    }

    /** How many EndTxn were answered. */
    public int transactionsEnded() {
        return transactionsEnded.get();
    }

    @Override
    public void onResponse(TappedRequest request, ResponseBody body) {
        assignments.onResponse(request, body);
        if (request.apiKey() == ApiKeys.END_TXN) {
            openTransaction.clear();
            transactionsEnded.incrementAndGet();
        } else if (request.apiKey() == ApiKeys.PRODUCE) {
            answered(request, body);
        }
    }

    private void answered(TappedRequest request, ResponseBody body) {
        Map<Integer, List<String>> effects = reader.effects(request);
        if (effects.isEmpty()) {
            return;
        }
        ProduceResponseData response = (ProduceResponseData) body.decode();
        Errors answer = firstError(response);
        answers.put(request, answer);
        if (answer != Errors.NONE) {
            synchronized (firstAttempts) {
                firstAttempts.values().removeIf(request::equals);
            }
        }
        if (answer == Errors.NONE) {
            response.responses()
                    .forEach(said -> topics.firstOf(said.name(), said.topicId())
                            .ifPresent(first -> said.partitionResponses().stream()
                                    .filter(partition -> effects.containsKey(first + partition.index()))
                                    .forEach(partition -> acknowledgedEnds.put(
                                            first + partition.index(),
                                            partition.baseOffset()
                                                    + effects.get(first + partition.index())
                                                            .size()))));
            acknowledgements.add(sentAtMs.get(request), clock.elapsedMs(), effects.keySet(), request.connection());
        }
    }

    /** By output partition, the offset after the effects that were acknowledged last. */
    public Map<Integer, Long> acknowledgedEnds() {
        return Map.copyOf(acknowledgedEnds);
    }

    /** {@code NONE} if no partition has an error. */
    private static Errors firstError(ProduceResponseData response) {
        return response.responses().stream()
                .flatMap(topicResponse -> topicResponse.partitionResponses().stream())
                .map(partition -> Errors.forCode(partition.errorCode()))
                .filter(error -> error != Errors.NONE)
                .findFirst()
                .orElse(Errors.NONE);
    }

    /** How a Produce with effects was answered: NONE if it was carried out, empty while there is no answer. */
    public Optional<Errors> answerTo(TappedRequest request) {
        return Optional.ofNullable(answers.get(request));
    }

    /** Those of these events that have had an effect acknowledged. */
    public Set<String> acknowledged(Set<String> eventIds) {
        return answers.entrySet().stream()
                .filter(answer -> answer.getValue() == Errors.NONE)
                .flatMap(answer -> reader.eventIds(answer.getKey()).stream())
                .filter(eventIds::contains)
                .collect(Collectors.toSet());
    }

    /** The event ids of the effects that were acknowledged by now of requests after this one on its connection. */
    public Set<String> acknowledgedAfter(TappedRequest request) {
        return answers.entrySet().stream()
                .filter(answer -> answer.getValue() == Errors.NONE)
                .map(Map.Entry::getKey)
                .filter(other ->
                        other.connection() == request.connection() && other.correlationId() > request.correlationId())
                .flatMap(other -> reader.eventIds(other).stream())
                .collect(Collectors.toSet());
    }

    /** How often a group coordinator has assigned partitions to the pipeline. */
    public int assignments() {
        return assignments.count();
    }

    @Override
    public void onUnanswered(TappedRequest request, ConnectionEnd how) {
        Set<String> ids = reader.eventIds(request);
        synchronized (unanswered) {
            unanswered.addAll(ids);
        }
    }

    @Override
    public void onDiscarded(TappedRequest request) {
        onUnanswered(request, ConnectionEnd.CLOSED_BY_TAP);
    }

    /** The event ids of effects whose requests went unanswered since this was asked last. */
    public Set<String> takeUnanswered() {
        synchronized (unanswered) {
            Set<String> taken = Set.copyOf(unanswered);
            unanswered.clear();
            return taken;
        }
    }

    /**
     * When the first acknowledgement came back of effects that were sent after a moment to any of these partitions
     * (none: to any), on a connection with a higher number than this.
     */
    public OptionalLong firstAcknowledgementAfter(long atMs, Set<Integer> partitions, int connection) {
        return acknowledgements.firstOfSentAfter(atMs, partitions, connection);
    }
}

package delivery.chaos.testbed;

import delivery.chaos.network.wire.Assignments;
import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import delivery.contract.Effects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;

/** What the wire shows of a pipeline's progress: effects sent, effects acknowledged, partitions assigned. */
public final class EffectTraffic implements TapListener {
    /** An acknowledgement of effects. */
    private record Acknowledgement(long atMs, Set<Integer> partitions, int connection) {}

    private final ScenarioClock clock;
    private final String topic;
    private final Uuid topicId;
    private final AtomicInteger assignments = new AtomicInteger();
    /** For the first effect of every batch, the request that brought it first. */
    private final Map<String, TappedRequest> firstAttempts = new HashMap<>();

    private final List<Acknowledgement> acknowledgements = new ArrayList<>();
    private final Set<String> unanswered = new HashSet<>();
    private final Set<String> openTransaction = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Long> acknowledgedEnds = new ConcurrentHashMap<>();
    private final Map<TappedRequest, Errors> answers = new ConcurrentHashMap<>();

    public EffectTraffic(ScenarioClock clock, String topic, Uuid topicId) {
        this.clock = clock;
        this.topic = topic;
        this.topicId = topicId;
    }

    @Override
    public void onRequest(TappedRequest request) {
        openTransaction.addAll(eventIds(request));
        effects(request).values().forEach(records -> {
            String first = eventIds(records).get(0);
            synchronized (firstAttempts) {
                firstAttempts.putIfAbsent(first, request);
            }
        });
    }

    /** Whether a request carries effects, none of which was in an earlier request: no retry. */
    public boolean isFirstAttempt(TappedRequest request) {
        Map<Integer, MemoryRecords> effects = effects(request);
        synchronized (firstAttempts) {
            return !effects.isEmpty()
                    && effects.values().stream()
                            .allMatch(records ->
                                    firstAttempts.get(eventIds(records).get(0)) == request);
        }
    }

    /** The event ids of a request's records, in order. */
    public static List<String> eventIds(MemoryRecords records) {
        List<String> ids = new ArrayList<>();
        records.records().forEach(record -> ids.add(eventId(record)));
        return ids;
    }

    /** The event ids of all effects in a request. */
    public Set<String> eventIds(TappedRequest request) {
        return effects(request).values().stream()
                .flatMap(records -> eventIds(records).stream())
                .collect(Collectors.toSet());
    }

    /** The event ids of effects sent since the last EndTxn was answered; without transactions, of all. */
    public Set<String> openTransaction() {
        return Set.copyOf(openTransaction);
    }

    @Override
    public void onResponse(TappedRequest request, ResponseBody body) {
        if (request.apiKey() == ApiKeys.END_TXN) {
            openTransaction.clear();
        }
        if (request.apiKey() == ApiKeys.PRODUCE) {
            Set<Integer> partitions = effects(request).keySet();
            if (!partitions.isEmpty()) {
                Errors answer = firstError((ProduceResponseData) body.decode());
                answers.put(request, answer);
                if (answer == Errors.NONE) {
                    acknowledgedEnds.putAll(ends(request, (ProduceResponseData) body.decode()));
                    synchronized (acknowledgements) {
                        acknowledgements.add(new Acknowledgement(clock.elapsedMs(), partitions, request.connection()));
                    }
                }
            }
        } else if (Assignments.isAssignment(request, body)) {
            assignments.incrementAndGet();
        }
    }

    private Map<Integer, Long> ends(TappedRequest request, ProduceResponseData response) {
        Map<Integer, MemoryRecords> effects = effects(request);
        Map<Integer, Long> ends = new HashMap<>();
        response.responses().stream()
                .filter(said -> topic.equals(said.name()) || topicId.equals(said.topicId()))
                .flatMap(said -> said.partitionResponses().stream())
                .forEach(partition -> ends.put(
                        partition.index(),
                        partition.baseOffset()
                                + eventIds(effects.get(partition.index())).size()));
        return ends;
    }

    /** By output partition, the offset behind the effects that were acknowledged last. */
    public Map<Integer, Long> acknowledgedEnds() {
        return Map.copyOf(acknowledgedEnds);
    }

    /** NONE if there is none. */
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

    /** The event ids of the effects that were acknowledged by now of requests behind this one on its connection. */
    public Set<String> acknowledgedBehind(TappedRequest request) {
        return answers.entrySet().stream()
                .filter(answer -> answer.getValue() == Errors.NONE)
                .map(Map.Entry::getKey)
                .filter(other ->
                        other.connection() == request.connection() && other.correlationId() > request.correlationId())
                .flatMap(other -> eventIds(other).stream())
                .collect(Collectors.toSet());
    }

    /** The effects in a request by output partition; empty if it is no Produce to the output topic. */
    public Map<Integer, MemoryRecords> effects(TappedRequest request) {
        Map<Integer, MemoryRecords> effects = new TreeMap<>();
        if (request.apiKey() == ApiKeys.PRODUCE) {
            ((ProduceRequestData) request.body())
                    .topicData().stream()
                            .filter(data -> topic.equals(data.name()) || topicId.equals(data.topicId()))
                            .flatMap(data -> data.partitionData().stream())
                            .filter(EffectTraffic::hasRecords)
                            .forEach(partition -> effects.put(partition.index(), records(partition)));
        }
        return effects;
    }

    /** A client may name a partition and bring nothing to it. */
    private static boolean hasRecords(PartitionProduceData partition) {
        return partition.records() != null
                && records(partition).records().iterator().hasNext();
    }

    private static MemoryRecords records(PartitionProduceData partition) {
        return (MemoryRecords) partition.records();
    }

    /** The event id of an effect as it stands in a log or a request; a placeholder if it has none, which the audit finds. */
    public static String eventId(Record record) {
        Header id = new RecordHeaders(record.headers()).lastHeader(Effects.EVENT_ID);
        return id == null || id.value() == null ? "(no event id)" : new String(id.value(), StandardCharsets.UTF_8);
    }

    /** How often a group coordinator has assigned partitions to the pipeline. */
    public int assignments() {
        return assignments.get();
    }

    @Override
    public void onUnanswered(TappedRequest request, ConnectionEnd how) {
        Set<String> ids = eventIds(request);
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
     * When the first acknowledgement of effects in any of these partitions (none: in any) came back after a moment, on a
     * connection with a higher number than this.
     */
    public OptionalLong firstAcknowledgementAfter(long atMs, Set<Integer> partitions, int connection) {
        synchronized (acknowledgements) {
            return acknowledgements.stream()
                    .filter(ack -> ack.atMs() > atMs
                            && ack.connection() > connection
                            && (partitions.isEmpty() || !Collections.disjoint(partitions, ack.partitions())))
                    .mapToLong(Acknowledgement::atMs)
                    .findFirst();
        }
    }
}

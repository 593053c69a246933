package delivery.chaos.testbed;

import delivery.chaos.form.EffectForm;
import delivery.chaos.network.wire.OffsetToCommit;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.network.wire.WireEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;

/** What the requests of a pipeline are about: effects, input offsets to commit, the commit of a transaction. */
public record RequestReader(ScenarioTopics topics) {
    /** Stands for the event id of an effect that has none: the audit finds it. */
    static final String NO_EVENT_ID = "(no event id)";

    /** Event ids of the effects in a request, in order, by output partition; of a partition without records, none. */
    public Map<Integer, List<String>> effects(TappedRequest request) {
        Map<Integer, List<String>> effects = new TreeMap<>();
        if (request.apiKey() == ApiKeys.PRODUCE) {
            ((ProduceRequestData) request.body())
                    .topicData().stream()
                            .forEach(data -> topics.firstOf(data.name(), data.topicId())
                                    .ifPresent(first -> data.partitionData().stream()
                                            .filter(partition -> partition.records() != null)
                                            .forEach(partition ->
                                                    effects.put(first + partition.index(), eventIds((MemoryRecords)
                                                            partition.records())))));
            // A client may name a partition and bring nothing to it.
            effects.values().removeIf(List::isEmpty);
        }
        return effects;
    }

    /**
     * Whether a request brings a batch of effects that no further record fits into: more of what was polled follows in
     * its partition.
     *
     * @param batchSize bytes, {@code batch.size} of the producer
     */
    public boolean isFull(TappedRequest request, int batchSize) {
        return request.apiKey() == ApiKeys.PRODUCE
                && ((ProduceRequestData) request.body())
                        .topicData().stream()
                                .filter(data -> topics.firstOf(data.name(), data.topicId())
                                        .isPresent())
                                .flatMap(data -> data.partitionData().stream())
                                .filter(partition -> partition.records() != null)
                                .anyMatch(partition -> isFull((MemoryRecords) partition.records(), batchSize));
    }

    private static boolean isFull(MemoryRecords records, int batchSize) {
        long count =
                StreamSupport.stream(records.records().spliterator(), false).count();
        return count > 0 && records.sizeInBytes() + records.sizeInBytes() / count > batchSize;
    }

    private List<String> eventIds(MemoryRecords records) {
        List<String> ids = new ArrayList<>();
        records.records().forEach(record -> ids.add(eventId(record)));
        return ids;
    }

    /** The event ids of all effects in a request. */
    public Set<String> eventIds(TappedRequest request) {
        return effects(request).values().stream().flatMap(List::stream).collect(Collectors.toSet());
    }

    /** The event id of an effect as it stands in a log or a request; a placeholder if it has none. */
    public String eventId(Record record) {
        return eventId(record, topics.effects());
    }

    static String eventId(Record record, EffectForm form) {
        String id = WireEffect.eventId(record, form);
        return id == null ? NO_EVENT_ID : id;
    }

    /** Whether a request asks for a transaction to be committed. */
    public boolean isEndTxn(TappedRequest request) {
        return request.apiKey() == ApiKeys.END_TXN && ((EndTxnRequestData) request.body()).committed();
    }

    /** Whether a request asks for events of an input partition from this offset on, or from an earlier one. */
    public boolean fetchesFrom(TappedRequest request, int partition, long offset) {
        OptionalLong asked = fetchOffset(request, partition);
        return asked.isPresent() && asked.getAsLong() <= offset;
    }

    /** The offset from which a request asks for events of an input partition; empty if it names no such partition. */
    public OptionalLong fetchOffset(TappedRequest request, int partition) {
        return request.apiKey() != ApiKeys.FETCH
                ? OptionalLong.empty()
                : ((FetchRequestData) request.body())
                        .topics().stream()
                                .filter(topic -> isInput(topic.topic(), topic.topicId()))
                                .flatMap(topic -> topic.partitions().stream())
                                .filter(asked -> asked.partition() == partition)
                                .mapToLong(FetchPartition::fetchOffset)
                                .min();
    }

    /** Whether a request commits an offset after this event of the input, in a transaction or not. */
    public boolean commits(TappedRequest request, int partition, long offset) {
        return offsetsToCommit(request).getOrDefault(partition, 0L) > offset;
    }

    /** The input offsets that a request would commit, by partition; empty if it commits none of the input topic. */
    public Map<Integer, Long> offsetsToCommit(TappedRequest request) {
        return OffsetToCommit.of(request).stream()
                .filter(commit -> isInput(commit.topic(), commit.topicId()))
                .collect(Collectors.toMap(OffsetToCommit::partition, OffsetToCommit::offset));
    }

    private boolean isInput(String name, Uuid id) {
        return topics.input().equals(name) || topics.inputId().equals(id);
    }
}

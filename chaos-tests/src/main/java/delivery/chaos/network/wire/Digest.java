package delivery.chaos.network.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.protocol.Errors;

/** Collects what a message says: what is absent, empty or without error is left out. */
final class Digest {
    /** How Kafka writes that there is no producer id, epoch or generation. */
    static final int NONE = -1;

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final Map<String, Object> partitions = new TreeMap<>();

    void put(String name, Object value) {
        if (value != null && !value.equals("")) {
            fields.put(name, value);
        }
    }

    /** Says something of one partition, named {@code topic-partition}. */
    void partition(String partition, Object said) {
        partitions.put(partition, said);
    }

    void error(short code) {
        if (code != Errors.NONE.code()) {
            fields.put("error", errorName(code));
        }
    }

    /** The name of an error code as in Kafka's protocol: {@code FENCED_INSTANCE_ID}. */
    static String errorName(short code) {
        return Errors.forCode(code).name();
    }

    void member(String group, String memberId, String instanceId, int generation) {
        put("group", group);
        put("instanceId", instanceId);
        put("memberId", memberId);
        putNumber("generation", generation);
    }

    void producer(String transactionalId, long producerId, short epoch) {
        put("transactionalId", transactionalId);
        producer(producerId, epoch);
    }

    void producer(long producerId, short epoch) {
        putNumber("producerId", producerId);
        putNumber("producerEpoch", epoch);
    }

    void putNumber(String name, long value) {
        if (value != NONE) {
            fields.put(name, value);
        }
    }

    Map<String, Object> fields() {
        if (!partitions.isEmpty()) {
            fields.put("partitions", partitions);
        }
        return fields;
    }
}

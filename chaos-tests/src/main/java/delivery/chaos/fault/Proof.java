package delivery.chaos.fault;

import delivery.chaos.network.wire.TappedRequest;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.TopicPartition;

/**
 * The proof of a firing: a record of facts, and the sentence that they make. Each component is a fact under its own
 * name in the history. A record among them adds its facts to these, an empty {@link Optional} adds none, and a request
 * or a partition is written as it writes itself.
 */
public interface Proof {
    /** The facts in a sentence for people. */
    String sentence();

    /** The facts by name, in the order of the record's components. */
    default Map<String, Object> facts() {
        return factsOf((Record) this);
    }

    private static Map<String, Object> factsOf(Record proof) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (RecordComponent component : proof.getClass().getRecordComponents()) {
            Object value = valueOf(component, proof);
            if (value instanceof Record part) {
                facts.putAll(factsOf(part));
            } else if (value instanceof Optional<?> maybe) {
                maybe.ifPresent(fact -> facts.put(component.getName(), fact));
            } else if (value instanceof OptionalInt maybe) {
                maybe.ifPresent(fact -> facts.put(component.getName(), fact));
            } else {
                facts.put(component.getName(), writesItself(value) ? value.toString() : value);
            }
        }
        return facts;
    }

    /** Whether it has nothing that a history could name one by one. */
    private static boolean writesItself(Object value) {
        return value instanceof TappedRequest || value instanceof TopicPartition;
    }

    private static Object valueOf(RecordComponent component, Record proof) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(proof);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("the fact " + component + " cannot be read", impossible);
        }
    }
}

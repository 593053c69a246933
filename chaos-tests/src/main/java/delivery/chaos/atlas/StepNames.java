package delivery.chaos.atlas;

import delivery.chaos.testbed.ScenarioTopics;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Says which step of the protocol a request is, and which batch it is about, from what it says: by its ApiKey, and
 * where one ApiKey serves several ends, by its topic or its kind of coordinator.
 */
record StepNames(ScenarioTopics topics, int batchEvents) {
    private static final Set<ApiKeys> ANY_BROKER = EnumSet.of(
            ApiKeys.METADATA, ApiKeys.FIND_COORDINATOR, ApiKeys.DESCRIBE_CLUSTER, ApiKeys.DESCRIBE_TOPIC_PARTITIONS);

    /** The name of the step that a request is: {@code fetch}, {@code find-coordinator-group}, … */
    String step(ApiKeys apiKey, Map<String, Object> said) {
        String name = of(apiKey);
        return switch (apiKey) {
            case FIND_COORDINATOR -> name + "-" + String.valueOf(said.get("of")).toLowerCase(Locale.ROOT);
            case FETCH -> partitions(said).isEmpty() || input(said) != null ? name : name + "-back";
            case PRODUCE -> output(said) != null ? name : name + "-elsewhere";
            default -> name;
        };
    }

    /** An ApiKey as part of names: {@code find-coordinator}. */
    static String of(ApiKeys apiKey) {
        return apiKey.name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The batch that a request is about, from 1; empty if it does not say. */
    OptionalInt batch(ApiKeys apiKey, Map<String, Object> said) {
        if (apiKey == ApiKeys.FETCH && input(said) instanceof Long from) {
            return OptionalInt.of((int) (from / batchEvents) + 1);
        }
        if ((apiKey == ApiKeys.OFFSET_COMMIT || apiKey == ApiKeys.TXN_OFFSET_COMMIT)
                && input(said) instanceof Long to) {
            return OptionalInt.of(batchAfter(to));
        }
        if (apiKey == ApiKeys.PRODUCE
                && output(said) instanceof Map<?, ?> batch
                && batch.get("lastEvent") instanceof String id) {
            return OptionalInt.of(Integer.parseInt(id.substring(id.lastIndexOf('-') + 1)) / batchEvents + 1);
        }
        return OptionalInt.empty();
    }

    /** The batch that ends before an input offset, from 1. */
    int batchAfter(long offset) {
        return (int) ((offset + batchEvents - 1) / batchEvents);
    }

    /** Whether the pipeline asks whichever broker it likes, so that it is chance which one it was. */
    static boolean isForAnyBroker(ApiKeys apiKey, Map<String, Object> said) {
        // Without a transactional id, any broker hands out producer ids.
        return ANY_BROKER.contains(apiKey)
                || apiKey == ApiKeys.INIT_PRODUCER_ID && !said.containsKey("transactionalId");
    }

    /** Whether a Fetch was answered without a record. */
    static boolean isEmptyFetch(Map<String, Object> said) {
        return partitions(said).values().stream()
                .noneMatch(partition -> partition instanceof Map<?, ?> named
                        && named.get("bytes") instanceof Integer bytes
                        && bytes > 0);
    }

    private Object input(Map<String, Object> said) {
        return of(said, List.of(topics.input(), topics.inputId().toString()));
    }

    private Object output(Map<String, Object> said) {
        return of(said, List.of(topics.output(), topics.outputId().toString()));
    }

    private static Object of(Map<String, Object> said, List<String> names) {
        return names.stream()
                .map(name -> partitions(said).get(name + "-0"))
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
    }

    private static Map<?, ?> partitions(Map<String, Object> said) {
        return said.get("partitions") instanceof Map<?, ?> named ? named : Map.of();
    }
}

package delivery.chaos.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a broker answered, as a sentence goes on after "answered". */
public final class AnswerInWords {
    private static final String PARTITIONS = "partitions";
    private static final String ERROR = "error";

    private AnswerInWords() {}

    /**
     * {@code with INVALID_PRODUCER_EPOCH}, {@code without an error (written at effects-2@3250)}, {@code without an
     * error}.
     *
     * @param answer as histories have it
     */
    public static String of(Map<String, Object> answer) {
        List<String> errors = new ArrayList<>();
        List<String> places = new ArrayList<>();
        if (answer.get(ERROR) instanceof String error) {
            errors.add(error);
        }
        if (answer.get(PARTITIONS) instanceof Map<?, ?> partitions) {
            partitions.forEach((partition, said) -> {
                if (said instanceof Map<?, ?> fields) {
                    if (fields.get(ERROR) instanceof String error && !errors.contains(error)) {
                        errors.add(error);
                    }
                    if (fields.get("baseOffset") instanceof Number offset && offset.longValue() >= 0) {
                        places.add(withoutPrefix(partition.toString()) + "@" + offset);
                    }
                }
            });
        }
        if (!errors.isEmpty()) {
            return "with " + String.join(", ", errors);
        }
        return "without an error" + (places.isEmpty() ? "" : " (written at " + String.join(", ", places) + ")");
    }

    /** {@code effects-2} of {@code chaos.at-least-once.zombie.effects-2}. */
    private static String withoutPrefix(String partition) {
        return partition.substring(partition.lastIndexOf('.') + 1);
    }
}

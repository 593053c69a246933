package delivery.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of a pipeline's Kafka clients, each with the pipeline's reason for it: those of a client configuration,
 * and over them the pipeline's own, which make its guarantee and which no file can undo.
 */
public final class Settings {
    private final Map<String, Object> values;
    private final List<Setting> own = new ArrayList<>();
    private String reason = "";

    /**
     * A setting of the pipeline's own.
     *
     * @param name as Kafka calls it, with the prefix that Kafka Streams wants
     * @param value what it is; null where the pipeline makes sure that it is not set
     * @param why in a sentence or two; empty where the name says it
     */
    public record Setting(String name, Object value, String why) {}

    /** @param given those of a client configuration */
    public Settings(Map<String, Object> given) {
        this.values = new HashMap<>(given);
    }

    /** Gives the reason of the setting that follows, and of those after it until another reason is given. */
    public Settings because(String why) {
        reason = why;
        return this;
    }

    /** Sets it, whatever was given. */
    public Settings set(String name, Object value) {
        values.put(name, value);
        return note(name, value);
    }

    /** Sets it where nothing was given: it makes no guarantee. */
    public Settings setUnlessGiven(String name, Object value) {
        values.putIfAbsent(name, value);
        return note(name, values.get(name));
    }

    /** Sees to it that it is not set, whatever was given. */
    public Settings leaveOut(String name) {
        values.remove(name);
        return note(name, null);
    }

    private Settings note(String name, Object value) {
        own.removeIf(setting -> setting.name().equals(name));
        own.add(new Setting(name, value, reason));
        return this;
    }

    /** What it is set to, be it given or the pipeline's own; null if it is not set. */
    public Object value(String name) {
        return values.get(name);
    }

    /** All values by name, for Kafka's clients. */
    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    /** The pipeline's own, in the order in which they were last set. */
    public List<Setting> own() {
        return List.copyOf(own);
    }
}

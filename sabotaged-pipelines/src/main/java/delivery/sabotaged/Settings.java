package delivery.sabotaged;

import java.util.Map;

/** Settings of a correct pipeline with one changed. */
final class Settings {
    private Settings() {}

    static Map<String, Object> with(Map<String, Object> settings, String name, Object value) {
        settings.put(name, value);
        return settings;
    }
}

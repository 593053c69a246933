package delivery.chaos.audit;

import java.util.Locale;

/** What something came to, as people read it. */
public interface LabelledOutcome {
    /** As machines read it. */
    String name();

    /** The word for people. */
    default String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A sign that can be told from the others without colour. */
    char shape();
}

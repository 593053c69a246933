package delivery.chaos.report.timeline;

import java.awt.Color;
import java.util.Locale;
import java.util.Optional;

/** What is drawn, and so in which colour; the style sheet of the page says which, in the light and in the dark. */
enum Ink {
    TEXT,
    QUIET,
    RULE,
    FETCHED,
    EFFECTS,
    COMMITTED,
    FAULT,
    LOST,
    DUPLICATED,
    RUNNING,
    STOPPED;

    /** Stands for this ink until it is written. */
    Color color() {
        return new Color(ordinal() + 1, 0, 0);
    }

    /** The ink that a colour stands for, as Batik writes it: {@code rgb(3,0,0)}. */
    static Optional<Ink> of(Object color) {
        for (Ink ink : values()) {
            if (("rgb(" + (ink.ordinal() + 1) + ",0,0)").equals(color)) {
                return Optional.of(ink);
            }
        }
        return Optional.empty();
    }

    String className() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package delivery.chaos.form;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with variables in it: {@code ${page}}. A dollar sign that is doubled before a brace begins none, and
 * stands for one dollar sign.
 *
 * @param text as it was given
 */
public record Template(String text) {
    private static final Pattern VARIABLE = Pattern.compile("\\$(\\$\\{)|\\$\\{([^}]*)\\}");

    /** The names of its variables, in order. */
    public List<String> variables() {
        List<String> names = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            if (variable.group(2) != null) {
                names.add(variable.group(2));
            }
        }
        return names;
    }

    /**
     * Throws if it has a variable that nobody fills in.
     *
     * @throws IllegalArgumentException that names those that there are
     */
    public void requireKnown(Collection<String> known) {
        for (String name : variables()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown variable ${" + name + "}; known: ${"
                        + String.join("}, ${", known.stream().sorted().toList()) + "}");
            }
        }
    }

    /**
     * The text with its variables filled in.
     *
     * @throws IllegalArgumentException if one has no value
     */
    public String fill(Map<String, String> values) {
        requireKnown(values.keySet());
        return VARIABLE.matcher(text)
                .replaceAll(variable -> Matcher.quoteReplacement(
                        variable.group(1) != null ? variable.group(1) : values.get(variable.group(2))));
    }
}

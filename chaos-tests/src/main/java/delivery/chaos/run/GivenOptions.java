package delivery.chaos.run;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The options that a run was given by system properties, with the rules that are the same for each of them. A name of
 * this suite's that no option has is refused, not passed over: whoever misspells an option would get another run than
 * he asked for.
 */
public final class GivenOptions {
    /** Every name that begins like an option of this suite and is known. A new option is a line. */
    static final List<String> KNOWN = List.of(
            "atlas.repeat",
            "atlas.scenarios",
            "chaos.admin",
            "chaos.bootstrap",
            "chaos.broker.kill",
            "chaos.broker.pause",
            "chaos.broker.resume",
            "chaos.broker.start",
            "chaos.cluster",
            "chaos.cluster.shared",
            "chaos.events",
            "chaos.events.count",
            "chaos.faults",
            "chaos.matrix",
            "chaos.modules",
            "chaos.partitions",
            "chaos.pipeline",
            "chaos.postgres",
            "chaos.repeat",
            "chaos.sabotages",
            "chaos.seed",
            "chaos.startedIn",
            "chaos.value.bytes",
            "chaos.versions",
            "kafka.transaction.version",
            "kafka.version.brokers",
            "kafka.version.clients",
            "toxiproxy.server",
            // Of the build: versions to compile and run with.
            "kafka.version",
            "toxiproxy.version");

    private static final List<String> OURS = List.of("atlas.", "chaos.", "kafka.", "toxiproxy.");

    /** Two letters that changed places are two. */
    private static final int SLIPS_MAX = 2;

    private final Properties properties;

    /**
     * Takes the options from system properties; those of other programs are left alone.
     *
     * @throws IllegalArgumentException if one begins like an option of this suite and is not one: with the nearest
     *     that is
     */
    public GivenOptions(Properties properties) {
        this.properties = properties;
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            boolean looksLikeOurs = OURS.stream().anyMatch(name::startsWith) || isAlmostOurs(name);
            if (looksLikeOurs) {
                requireKnown(name);
            }
        }
    }

    /** A slip in the first word, {@code choas.faults}, would run everything in the place of what was asked for. */
    private static boolean isAlmostOurs(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return KNOWN.stream().anyMatch(known -> lettersApart(lower, known) <= SLIPS_MAX);
    }

    /**
     * Throws if there is no such option.
     *
     * @throws IllegalArgumentException that names the nearest
     */
    public static void requireKnown(String name) {
        if (!KNOWN.contains(name)) {
            throw new IllegalArgumentException(
                    "unknown option -D" + name + "; did you mean -D" + nearest(name, KNOWN) + "?");
        }
    }

    /** The one of some names that differs from a name in the fewest letters. */
    public static String nearest(String name, List<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(known -> lettersApart(name, known)))
                .orElseThrow();
    }

    /** Levenshtein's distance: letters to put in, to take out or to change. */
    public static int lettersApart(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }

    /** An option as it was given, without space around it; empty if it was not, or has nothing in it. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(properties.getProperty(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    /** {@code chaos.startedIn}: the directory that relative files are meant from; that of this JVM if absent. */
    Path startedIn() {
        return Path.of(text("chaos.startedIn").orElse("")).toAbsolutePath();
    }

    /**
     * The same of an option that the build does not hand on by itself.
     *
     * @throws IllegalArgumentException if it was given with nothing in it: a script's variable was not set
     */
    public Optional<String> textGiven(String name) {
        if (properties.getProperty(name) != null && text(name).isEmpty()) {
            throw new IllegalArgumentException("-D" + name + "= has nothing in it; leave it out, or give a value");
        }
        return text(name);
    }

    /**
     * Names with commas between them; empty if the option was not given.
     *
     * @throws IllegalArgumentException if it was given and one is empty or comes twice: a script's variable was not set
     */
    public List<String> names(String option) {
        String given = properties.getProperty(option);
        if (given == null) {
            return List.of();
        }
        List<String> names = Stream.of(given.split(",", -1)).map(String::strip).toList();
        if (names.contains("")) {
            throw new IllegalArgumentException("-D" + option + "=" + given + " has a name with nothing in it");
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("-D" + option + "=" + given + " has a name twice");
        }
        return names;
    }

    /**
     * What an option chooses by names, in the order of all there is; {@code unasked} if it was not given.
     *
     * @throws IllegalArgumentException as {@link #names} does, and if a name is unknown: with those that are known
     */
    <T> List<T> chosen(String option, List<T> unasked, List<T> all, Function<T, String> name) {
        List<String> wanted = names(option);
        String what = option.replaceFirst("chaos\\.(.*)s", "$1");
        for (String one : wanted) {
            if (all.stream().map(name).noneMatch(one::equals)) {
                throw new IllegalArgumentException("unknown " + what + " '" + one + "' in -D" + option + "; known: "
                        + all.stream().map(name).collect(Collectors.joining(", ")));
            }
        }
        return wanted.isEmpty()
                ? unasked
                : all.stream().filter(one -> wanted.contains(name.apply(one))).toList();
    }

    /**
     * A whole number; empty if the option was not given.
     *
     * @param what it is, in words
     * @throws IllegalArgumentException if it is none or not within the bounds
     */
    public OptionalInt number(String option, String what, int min, int max) {
        String given = properties.getProperty(option);
        if (given == null) {
            return OptionalInt.empty();
        }
        String number = given.strip();
        if (!number.matches("[0-9]{1,9}") || Integer.parseInt(number) < min || Integer.parseInt(number) > max) {
            throw new IllegalArgumentException(
                    "-D" + option + "=" + given + " is no number of " + what + "; give one from " + min + " to " + max);
        }
        return OptionalInt.of(Integer.parseInt(number));
    }

    /**
     * {@code chaos.seed}: any number of 64 bits; from the clock if it was not given.
     *
     * @throws IllegalArgumentException if it is no such number
     */
    public long seed() {
        String seed = textGiven("chaos.seed").orElse(String.valueOf(System.currentTimeMillis()));
        try {
            return Long.parseLong(seed);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("-Dchaos.seed=" + seed + " is no whole number of 64 bits", wrong);
        }
    }
}

package delivery.chaos.cost;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What a run of the benchmark is asked for.
 *
 * @param quick whether one shape and fewer variants are enough
 * @param rounds of each block
 * @param load for how long a pipeline works at saturation, and at each rate, in each round
 * @param variants names of those that are measured beside the baseline; empty for all
 * @param blocks ids of the blocks that are measured; empty for all
 */
public record CostOptions(boolean quick, int rounds, Duration load, List<String> variants, List<String> blocks) {
    private static final int ROUNDS = 10;
    private static final int ROUNDS_OF_QUICK = 5;
    private static final int LOAD_MS = 1_200;
    private static final int LOAD_OF_QUICK_MS = 600;

    /** Rates of the latencies, percent of the saturation of the slowest guarantee. */
    private static final List<Integer> PERCENTS = List.of(10, 50, 80);

    private static final List<Integer> PERCENTS_OF_QUICK = List.of(50);

    /**
     * Reads {@code cost.quick}, {@code cost.rounds}, {@code cost.load.ms}, {@code cost.variants} and {@code
     * cost.blocks}.
     *
     * @throws IllegalArgumentException that names the option whose value is wrong
     */
    public static CostOptions from(Properties properties) {
        String asked = properties.getProperty("cost.quick");
        boolean quick = asked != null && !asked.equals("false");
        return new CostOptions(
                quick,
                number(properties, "cost.rounds", quick ? ROUNDS_OF_QUICK : ROUNDS),
                Duration.ofMillis(number(properties, "cost.load.ms", quick ? LOAD_OF_QUICK_MS : LOAD_MS)),
                names(properties, "cost.variants"),
                names(properties, "cost.blocks"));
    }

    List<Integer> percents() {
        return quick ? PERCENTS_OF_QUICK : PERCENTS;
    }

    /** The command that repeats it. */
    String command() {
        return "mvn verify -Pcost"
                + (quick ? " -Dcost.quick" : "")
                + (rounds == (quick ? ROUNDS_OF_QUICK : ROUNDS) ? "" : " -Dcost.rounds=" + rounds)
                + (load.toMillis() == (quick ? LOAD_OF_QUICK_MS : LOAD_MS) ? "" : " -Dcost.load.ms=" + load.toMillis())
                + (variants.isEmpty() ? "" : " \"-Dcost.variants=" + String.join(",", variants) + "\"")
                + (blocks.isEmpty() ? "" : " -Dcost.blocks=" + String.join(",", blocks));
    }

    private static int number(Properties properties, String name, int otherwise) {
        String value = properties.getProperty(name, "").strip();
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("-D" + name + "=" + value + ": a number above 0 is wanted");
        }
        return Integer.parseInt(value);
    }

    private static List<String> names(Properties properties, String name) {
        return Stream.of(properties.getProperty(name, "").split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}

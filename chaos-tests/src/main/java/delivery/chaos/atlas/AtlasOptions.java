package delivery.chaos.atlas;

import delivery.chaos.cluster.TransactionVersion;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.run.GivenOptions;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What of the atlas is asked for, by system properties ({@code mvn verify -Patlas -Datlas.…}).
 *
 * @param scenarios {@code atlas.scenarios}: with commas, {@code all}, {@code tenth}, or ids or beginnings of ids
 *     ({@code transactional-eos/end-txn}, {@code *&#47;produce/ack-lost}); a tenth if absent
 * @param repetitions {@code atlas.repeat}: how often each is run; 1 if absent
 * @param seed {@code chaos.seed}: any long; decides the pages of the events, drawn from the clock if absent
 * @param transactionVersion {@code kafka.transaction.version}: that of the clusters; Kafka's default if absent
 */
public record AtlasOptions(List<String> scenarios, int repetitions, long seed, TransactionVersion transactionVersion) {
    static final String ALL = "all";
    static final String TENTH = "tenth";
    private static final String ANY = "*";
    private static final int NAMED_OF_WHICH_ONE_IN_TENTH = 4;
    private static final int REPETITIONS_MAX = 99;

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if one is wrong: with what it should have been
     */
    public static AtlasOptions from(Properties properties) {
        GivenOptions given = new GivenOptions(properties);
        if (given.text("kafka.version.brokers")
                .or(() -> given.text("kafka.version.clients"))
                .isPresent()) {
            throw new IllegalArgumentException("the atlas runs on brokers and clients of this suite's own version;"
                    + " leave out -Dkafka.version.brokers and -Dkafka.version.clients");
        }
        if (given.text("chaos.bootstrap").isPresent()) {
            throw new IllegalArgumentException(
                    "the atlas moves the leaders of a cluster, and breaks its brokers: it runs"
                            + " on one of its own; leave out -Dchaos.bootstrap");
        }
        List<String> named = given.names("atlas.scenarios");
        List<String> scenarios = named.isEmpty() ? List.of(TENTH) : named;
        for (String scenario : scenarios) {
            String module = scenario.replaceFirst("/.*", "");
            if (!List.of(ALL, TENTH, ANY).contains(module)
                    && Pipelines.ALL.stream().noneMatch(known -> known.name().equals(module))) {
                throw new IllegalArgumentException("unknown module '" + module + "' in -Datlas.scenarios; known: "
                        + Pipelines.ALL.stream().map(PipelineUnderTest::name).collect(Collectors.joining(", "))
                        + "; or " + ALL + ", or " + TENTH);
            }
        }
        return new AtlasOptions(
                scenarios,
                given.number("atlas.repeat", "repetitions", 1, REPETITIONS_MAX).orElse(1),
                given.seed(),
                TransactionVersion.from(properties));
    }

    /** The modules of which something is asked for. */
    List<PipelineUnderTest> modules() {
        return Pipelines.ALL.stream()
                .filter(module -> scenarios.stream()
                        .anyMatch(scenario -> List.of(ALL, TENTH).contains(scenario)
                                || List.of(ANY, module.name()).contains(scenario.replaceFirst("/.*", ""))))
                .toList();
    }

    /**
     * Whether a scenario with a name of its own is asked for.
     *
     * @param id of it: {@code at-least-once/by-name/late-ack}
     * @param number in the order of all that have names
     */
    boolean wants(String id, int number) {
        return scenarios.stream().anyMatch(scenario -> switch (scenario) {
            case ALL -> true;
            case TENTH -> number % NAMED_OF_WHICH_ONE_IN_TENTH == 1;
            default -> fits(scenario, id);
        });
    }

    /**
     * Whether a strike is asked for.
     *
     * @param id of it: {@code transactional-eos/end-txn/ack-lost}
     * @param number in the order of all strikes
     * @param strike of these that take longest, a tenth has but a few
     */
    boolean wants(String id, int number, Strike strike) {
        return scenarios.stream().anyMatch(scenario -> switch (scenario) {
            case ALL -> true;
            // Eleven is prime to the number of strikes, so that none of them is left out.
            case TENTH -> number % 11 == 7 && (!strike.isCostly() || number % 5 == 0);
            default -> fits(scenario, id);
        });
    }

    /**
     * Throws if something was asked for that fits no scenario. What of a module asks, of which none is there, is left
     * alone: its steps could not be recorded, and that has been said.
     *
     * @param ids of all scenarios whose steps were recorded
     * @throws IllegalArgumentException that names the nearest
     */
    void requireKnown(List<String> ids) {
        for (String scenario : scenarios) {
            String module = part(scenario, 0);
            List<String> ofModule = ids.stream().filter(id -> fits(module, id)).toList();
            boolean fits =
                    List.of(ALL, TENTH).contains(scenario) || ids.stream().anyMatch(id -> fits(scenario, id));
            if (!fits && !ofModule.isEmpty()) {
                throw new IllegalArgumentException("no scenario of the atlas fits '" + scenario
                        + "' in -Datlas.scenarios; did you mean " + nearest(scenario, ofModule) + "?");
            }
        }
    }

    /**
     * What would have fitted, and is written as the pattern is: with as many parts, and asterisks in the same places.
     */
    private static String nearest(String pattern, List<String> ids) {
        int parts = pattern.split("/").length;
        return GivenOptions.nearest(
                pattern,
                ids.stream()
                        .map(id -> IntStream.range(0, Math.min(parts, id.split("/").length))
                                .mapToObj(i -> part(pattern, i).equals(ANY) ? ANY : part(id, i))
                                .collect(Collectors.joining("/")))
                        .distinct()
                        .toList());
    }

    private static String part(String id, int number) {
        return id.split("/")[number];
    }

    /** Whether an id begins with a pattern, part by part; an asterisk stands for any one part. */
    private static boolean fits(String pattern, String id) {
        String[] wanted = pattern.split("/");
        String[] parts = id.split("/");
        return wanted.length <= parts.length
                && IntStream.range(0, wanted.length).allMatch(i -> wanted[i].equals(ANY) || wanted[i].equals(parts[i]));
    }

    /** What the repetitions of a scenario are numbered: from 1, and 0 for a single one. */
    List<Integer> repetitionNumbers() {
        return repetitions == 1
                ? List.of(0)
                : IntStream.rangeClosed(1, repetitions).boxed().toList();
    }

    /** The command that runs one scenario again. */
    String repeat(String id) {
        String option = "-Datlas.scenarios=" + id;
        // A shell would take an asterisk for its own.
        return "mvn verify -Patlas " + (id.contains(ANY) ? "'" + option + "'" : option) + " -Dchaos.seed=" + seed
                + transactionVersion.option();
    }

    /** The command that runs all of this again. */
    String command() {
        return repeat(String.join(",", scenarios)) + (repetitions == 1 ? "" : " -Datlas.repeat=" + repetitions);
    }
}

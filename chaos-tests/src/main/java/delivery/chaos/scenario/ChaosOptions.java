package delivery.chaos.scenario;

import delivery.chaos.cluster.TransactionVersion;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.Faults;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.workload.PageViews;
import delivery.sabotaged.Sabotage;
import delivery.sabotaged.Sabotages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run is asked for, by system properties ({@code mvn verify -Dchaos.…}).
 *
 * @param modules {@code chaos.modules}: names with commas, all if absent
 * @param faults {@code chaos.faults}: names with commas, all if absent
 * @param sabotages {@code chaos.sabotages}: names with commas, or {@code all}; if absent, three quick ones, by the seed
 * @param seed {@code chaos.seed}: any long, drawn from the clock if absent
 * @param repetitions {@code chaos.repeat}: how often every cell is run, each time with another seed; 1 if absent
 * @param eventsFile {@code chaos.events}: a file with one page a line, events are made up if absent
 * @param toxiproxyServer {@code toxiproxy.server}: a {@code toxiproxy-server} program, or {@code HOST:PORT} of one that
 *     runs; this project's own if absent
 * @param cluster {@code chaos.cluster}: {@code processes} if absent, or {@code containers}, which the Maven profile of that
 *     name sets
 * @param transactionVersion {@code kafka.transaction.version}: that of the cluster; Kafka's default if absent
 * @param startedIn {@code chaos.startedIn}: the directory that relative files are meant from
 */
public record ChaosOptions(
        List<PipelineUnderTest> modules,
        List<Fault> faults,
        List<Sabotage> sabotages,
        long seed,
        int repetitions,
        Optional<String> eventsFile,
        Optional<String> toxiproxyServer,
        Cluster cluster,
        TransactionVersion transactionVersion,
        Path startedIn) {

    static final int SABOTAGES_SAMPLED = 3;

    /** What the brokers and Toxiproxy run in. */
    public enum Cluster {
        /** Child JVMs of this one. */
        PROCESSES,
        /** Containers, Toxiproxy too. */
        CONTAINERS
    }

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if one is wrong: with the known names, or what it should have been
     */
    public static ChaosOptions from(Properties properties) {
        long seed = seed(properties.getProperty("chaos.seed", ""));
        return new ChaosOptions(
                chosen(
                        "module",
                        properties.getProperty("chaos.modules", ""),
                        Pipelines.ALL,
                        Pipelines.ALL,
                        PipelineUnderTest::name),
                chosen("fault", properties.getProperty("chaos.faults", ""), Faults.ALL, Faults.KNOWN, Fault::name),
                sabotages(properties.getProperty("chaos.sabotages", ""), seed),
                seed,
                repetitions(properties.getProperty("chaos.repeat", "1")),
                given(properties, "chaos.events"),
                given(properties, "toxiproxy.server"),
                cluster(properties),
                TransactionVersion.from(properties),
                Path.of(properties.getProperty("chaos.startedIn", "")).toAbsolutePath());
    }

    private static Optional<String> given(Properties properties, String name) {
        return Optional.ofNullable(properties.getProperty(name)).filter(value -> !value.isBlank());
    }

    private static Cluster cluster(Properties properties) {
        String name = given(properties, "chaos.cluster").orElse("processes");
        if (name.equals("containers") && given(properties, "toxiproxy.server").isPresent()) {
            throw new IllegalArgumentException(
                    "-Pcontainers runs Toxiproxy in a container too; leave out -Dtoxiproxy.server");
        }
        if (name.equals("containers") && !TransactionVersion.from(properties).equals(TransactionVersion.DEFAULT)) {
            throw new IllegalArgumentException(
                    "-Pcontainers has brokers formatted by their image; leave out -Dkafka.transaction.version");
        }
        return switch (name) {
            case "processes" -> Cluster.PROCESSES;
            case "containers" -> Cluster.CONTAINERS;
            default ->
                throw new IllegalArgumentException(
                        "unknown -Dchaos.cluster=" + name + "; known: processes, containers");
        };
    }

    private static List<Sabotage> sabotages(String names, long seed) {
        List<Sabotage> sample = new ArrayList<>(Sabotages.QUICK);
        Collections.shuffle(sample, new Random(seed));
        return names.equals("all")
                ? Sabotages.ALL
                : chosen("sabotage", names, sample.subList(0, SABOTAGES_SAMPLED), Sabotages.ALL, Sabotage::name);
    }

    private static <T> List<T> chosen(
            String what, String names, List<T> unasked, List<T> all, Function<T, String> name) {
        if (names.isBlank()) {
            return unasked;
        }
        List<String> wanted = Stream.of(names.split(",")).map(String::strip).toList();
        for (String one : wanted) {
            if (all.stream().map(name).noneMatch(one::equals)) {
                throw new IllegalArgumentException("unknown " + what + " '" + one + "' in -Dchaos." + what
                        + "s; known: " + all.stream().map(name).collect(Collectors.joining(", ")));
            }
        }
        return all.stream().filter(one -> wanted.contains(name.apply(one))).toList();
    }

    private static long seed(String seed) {
        try {
            return seed.isBlank() ? System.currentTimeMillis() : Long.parseLong(seed.strip());
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("-Dchaos.seed=" + seed + " is no whole number of 64 bits", wrong);
        }
    }

    private static int repetitions(String times) {
        if (!times.strip().matches("[1-9][0-9]?")) {
            throw new IllegalArgumentException(
                    "-Dchaos.repeat=" + times + " is no number of repetitions; give one from 1 to 99");
        }
        return Integer.parseInt(times.strip());
    }

    /** The faults that a module goes through: those that concern it, and any that was asked for by name. */
    public List<Fault> faultsOf(PipelineUnderTest module) {
        return faults.equals(Faults.ALL)
                ? faults.stream()
                        .filter(fault -> fault.concerns(module.guarantee()))
                        .toList()
                : faults;
    }

    /** The scenarios of the matrix, fault by fault. Throws as {@link PageViews#fromFile} does. */
    List<ScenarioPlan> plans() {
        PageViews pageViews = pageViews();
        List<ScenarioPlan> plans = new ArrayList<>();
        for (Fault fault : faults) {
            List<PipelineUnderTest> concerned = modules.stream()
                    .filter(module -> faultsOf(module).contains(fault))
                    .toList();
            Random seeds = new Random(seed ^ fault.name().hashCode());
            for (int repetition = 1; repetition <= repetitions; repetition++) {
                long scenarioSeed = seeds.nextLong();
                for (PipelineUnderTest module : concerned) {
                    plans.add(new ScenarioPlan(
                            module,
                            fault,
                            repetitions == 1 ? 0 : repetition,
                            scenarioSeed,
                            pageViews,
                            repeat(module, fault)));
                }
            }
        }
        return plans;
    }

    /** Where the pages of the events come from. Throws as {@link PageViews#fromFile} does. */
    PageViews pageViews() {
        return eventsFile
                .<PageViews>map(
                        file -> PageViews.fromFile(startedIn.resolve(file).normalize()))
                .orElseGet(PageViews.Generated::new);
    }

    /** The command that runs these options' cells of one module and fault again. */
    String repeat(PipelineUnderTest module, Fault fault) {
        return "mvn verify -pl chaos-tests -am -Dchaos.modules=" + module.name() + " -Dchaos.faults=" + fault.name()
                + " -Dchaos.seed=" + seed + where();
    }

    /** The command that tries sabotaged pipelines again. */
    public String repeatSabotages(List<Sabotage> again) {
        String names = again.stream().map(Sabotage::name).collect(Collectors.joining(","));
        return "mvn verify -Psabotage" + (again.equals(Sabotages.ALL) ? "" : " -Dchaos.sabotages=" + names)
                + " -Dchaos.seed=" + seed + where();
    }

    /** The command that runs all of it again. */
    String command() {
        String modulesAsked = modules.equals(Pipelines.ALL)
                ? ""
                : " -Dchaos.modules="
                        + modules.stream().map(PipelineUnderTest::name).collect(Collectors.joining(","));
        String faultsAsked = faults.equals(Faults.ALL)
                ? ""
                : " -Dchaos.faults=" + faults.stream().map(Fault::name).collect(Collectors.joining(","));
        return "mvn verify" + modulesAsked + faultsAsked + " -Dchaos.seed=" + seed + where();
    }

    private String where() {
        return (repetitions == 1 ? "" : " -Dchaos.repeat=" + repetitions)
                + eventsFile.map(file -> " -Dchaos.events=" + file).orElse("")
                + toxiproxyServer.map(server -> " -Dtoxiproxy.server=" + server).orElse("")
                + transactionVersion.option()
                + (cluster == Cluster.CONTAINERS ? " -Pcontainers" : "");
    }
}

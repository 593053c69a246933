package delivery.chaos.run;

import delivery.chaos.cluster.TransactionVersion;
import delivery.chaos.database.ServerDatabases;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.pipeline.OutsidePipelines;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.scenario.Course;
import delivery.chaos.scenario.InputOptions;
import delivery.chaos.scenario.ScenarioPlan;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run is asked for, by system properties ({@code mvn verify -Dchaos.…}).
 *
 * @param matrix {@code chaos.matrix}: {@code kafka} if absent, or {@code outside}, which the Maven profile of that name
 *     sets; where only names of one matrix are asked for, that one
 * @param modules {@code chaos.modules}: names with commas, all if absent; with {@code chaos.pipeline} those that stand
 *     beside it
 * @param strangers {@code chaos.pipeline}: descriptions of somebody's pipelines, files with commas; none if absent
 * @param faults {@code chaos.faults}: names with commas, or {@code production}; those of the matrix if absent
 * @param sabotages {@code chaos.sabotages}: names with commas, or {@code all}; if absent, three quick ones, by the seed
 * @param seed {@code chaos.seed}: any long, drawn from the clock if absent
 * @param repetitions {@code chaos.repeat}: how often every cell is run, each time with another seed; 1 if absent
 * @param input how much the pipelines are given, and of what
 * @param toxiproxyServer {@code toxiproxy.server}: a {@code toxiproxy-server} program, or {@code HOST:PORT} of one that
 *     runs; this project's own if absent
 * @param cluster {@code chaos.cluster}: {@code processes} if absent, or {@code containers}, which the Maven profile of
 *     that name sets
 * @param foreign {@code chaos.bootstrap}: a cluster that is there already; none if absent
 * @param transactionVersion {@code kafka.transaction.version}: that of the cluster; Kafka's default if absent
 * @param brokersVersion {@code kafka.version.brokers}: that of the brokers' jars; this suite's own if absent
 * @param clientsVersion {@code kafka.version.clients}: that of the modules' clients; this suite's own if absent
 * @param postgres {@code chaos.postgres}: JDBC URL of a PostgreSQL server that runs already; this run's own if absent
 * @param startedIn {@code chaos.startedIn}: the directory that relative files are meant from
 */
public record ChaosOptions(
        MatrixKind matrix,
        List<PipelineUnderTest> modules,
        Strangers strangers,
        List<Fault> faults,
        List<Sabotage> sabotages,
        long seed,
        int repetitions,
        InputOptions input,
        Optional<String> toxiproxyServer,
        Cluster cluster,
        Optional<ForeignClusterOptions> foreign,
        TransactionVersion transactionVersion,
        Optional<String> brokersVersion,
        Optional<String> clientsVersion,
        Optional<String> postgres,
        Path startedIn) {

    /** In {@code chaos.faults}: the circumstances of production, see {@link Faults#PRODUCTION}. */
    public static final String PRODUCTION = "production";

    static final int SABOTAGES_SAMPLED = 3;
    private static final int REPETITIONS_MAX = 99;
    private static final int PORT_MAX = 65_535;
    private static final int PARTITIONS_MAX = 48;
    private static final int VALUE_BYTES_MAX = 100_000;

    /** What the brokers and Toxiproxy run in. */
    public enum Cluster {
        /** Child JVMs of this one. */
        PROCESSES,
        /** Containers, Toxiproxy too. */
        CONTAINERS,
        /** Nothing of this run's: the brokers are there already. */
        FOREIGN
    }

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if one is wrong: with the known names, or what it should have been
     */
    public static ChaosOptions from(Properties properties) {
        GivenOptions given = new GivenOptions(properties);
        if (given.text("chaos.versions").isPresent()) {
            throw new IllegalArgumentException("-Dchaos.versions makes several runs, which the command run does:"
                    + " java -jar chaos-tests.jar run -Dchaos.versions=…");
        }
        long seed = given.seed();
        Strangers strangers = Strangers.from(given);
        MatrixKind matrix = MatrixKind.of(given);
        Optional<String> clientsVersion = version(given, "kafka.version.clients");
        return new ChaosOptions(
                matrix,
                given.chosen(
                        "chaos.modules",
                        unasked(matrix, strangers, clientsVersion),
                        Stream.concat(strangers.withReferences(clientsVersion).stream(), OutsidePipelines.ALL.stream())
                                .toList(),
                        PipelineUnderTest::name),
                strangers,
                faults(given, matrix),
                sabotages(given, seed),
                seed,
                given.number("chaos.repeat", "repetitions", 1, REPETITIONS_MAX).orElse(1),
                input(given),
                toxiproxyServer(given),
                cluster(given, properties),
                ForeignClusterOptions.from(given),
                TransactionVersion.from(properties),
                brokersVersion(given, properties),
                clientsVersion,
                postgres(given),
                given.startedIn());
    }

    private static List<PipelineUnderTest> unasked(
            MatrixKind matrix, Strangers strangers, Optional<String> clientsVersion) {
        if (matrix == MatrixKind.KAFKA) {
            return strangers.withReferences(clientsVersion);
        }
        if (clientsVersion.isPresent()) {
            throw new IllegalArgumentException(
                    "only the five modules run on other clients; leave out -Dkafka.version.clients");
        }
        return matrix.pipelines();
    }

    private static Optional<String> postgres(GivenOptions given) {
        Optional<String> url = given.text("chaos.postgres");
        url.ifPresent(ServerDatabases::requireUrl);
        return url;
    }

    /** The name of a list stands for all of it. */
    private static List<Fault> faults(GivenOptions given, MatrixKind matrix) {
        return given.names("chaos.faults").equals(List.of(PRODUCTION))
                ? Faults.PRODUCTION
                : given.chosen("chaos.faults", matrix.faults(), MatrixKind.ALL_FAULTS, Fault::name);
    }

    private static InputOptions input(GivenOptions given) {
        InputOptions unasked = InputOptions.DEFAULT;
        return new InputOptions(
                given.textGiven("chaos.events"),
                given.number("chaos.events.count", "events", PageViews.MIN_EVENTS, PageViews.MAX_EVENTS),
                given.number("chaos.partitions", "partitions", 1, PARTITIONS_MAX)
                        .orElse(unasked.partitions()),
                given.number("chaos.value.bytes", "bytes of a value", 1, VALUE_BYTES_MAX)
                        .orElse(unasked.valueBytes()));
    }

    private static Optional<String> toxiproxyServer(GivenOptions given) {
        Optional<String> server = given.textGiven("toxiproxy.server");
        if (server.isPresent() && server.get().matches("[^/]+:[0-9]+")) {
            String port = server.get().substring(server.get().lastIndexOf(':') + 1);
            if (port.length() > 5 || Integer.parseInt(port) < 1 || Integer.parseInt(port) > PORT_MAX) {
                throw new IllegalArgumentException(
                        "-Dtoxiproxy.server=" + server.get() + " names no port; give one from 1 to " + PORT_MAX);
            }
        }
        return server;
    }

    private static Optional<String> brokersVersion(GivenOptions given, Properties properties) {
        Optional<String> version = version(given, "kafka.version.brokers");
        if (version.isPresent() && cluster(given, properties) == Cluster.CONTAINERS) {
            throw new IllegalArgumentException(
                    "-Pcontainers has brokers of the version of their image; leave out -Dkafka.version.brokers");
        }
        return version;
    }

    private static Optional<String> version(GivenOptions given, String option) {
        Optional<String> version = given.text(option);
        if (version.isPresent() && !version.get().matches("[0-9]+\\.[0-9]+\\.[0-9]+")) {
            throw new IllegalArgumentException(
                    "-D" + option + "=" + version.get() + " is no version of Kafka, such as 3.9.2");
        }
        return version;
    }

    private static Cluster cluster(GivenOptions given, Properties properties) {
        String name = given.text("chaos.cluster").orElse("processes");
        if (name.equals("containers") && given.text("toxiproxy.server").isPresent()) {
            throw new IllegalArgumentException(
                    "-Pcontainers runs Toxiproxy in a container too; leave out -Dtoxiproxy.server");
        }
        if (name.equals("containers") && !TransactionVersion.from(properties).equals(TransactionVersion.DEFAULT)) {
            throw new IllegalArgumentException(
                    "-Pcontainers has brokers formatted by their image; leave out -Dkafka.transaction.version");
        }
        if (ForeignClusterOptions.from(given).isPresent()) {
            requireNothingOfOurOwn(given, name);
            return Cluster.FOREIGN;
        }
        return switch (name) {
            case "processes" -> Cluster.PROCESSES;
            case "containers" -> Cluster.CONTAINERS;
            default ->
                throw new IllegalArgumentException(
                        "unknown -Dchaos.cluster=" + name + "; known: processes, containers");
        };
    }

    private static void requireNothingOfOurOwn(GivenOptions given, String cluster) {
        for (String option : List.of("kafka.version.brokers", "kafka.transaction.version")) {
            if (given.text(option).isPresent()) {
                throw new IllegalArgumentException(
                        "-Dchaos.bootstrap names brokers that are there already; leave out -D" + option);
            }
        }
        if (!cluster.equals("processes")) {
            throw new IllegalArgumentException(
                    "-Dchaos.bootstrap names brokers that are there already; leave out -Pcontainers");
        }
    }

    /** The build hands the option on with nothing in it where nobody gave it. */
    private static List<Sabotage> sabotages(GivenOptions given, long seed) {
        Optional<String> names = given.text("chaos.sabotages");
        if (names.isPresent()) {
            return names.get().equals("all")
                    ? Sabotages.ALL
                    : given.chosen("chaos.sabotages", List.of(), Sabotages.ALL, Sabotage::name);
        }
        List<Sabotage> sample = new ArrayList<>(Sabotages.QUICK);
        Collections.shuffle(sample, new Random(seed));
        List<Sabotage> drawn = sample.subList(0, SABOTAGES_SAMPLED);
        // In the order in which they stand when they are asked for by name: the report is the same.
        return Sabotages.ALL.stream().filter(drawn::contains).toList();
    }

    /** The faults that a module goes through: those that concern it, and where modules were asked for by name, any. */
    public List<Fault> faultsOf(PipelineUnderTest module) {
        boolean isNamed = !modules.equals(unasked(matrix, strangers, clientsVersion)) && !faults.equals(wholeMatrix());
        return faults.stream()
                .filter(fault -> isNamed || fault.concerns(module.guarantee()))
                .filter(fault -> strangers.isEmpty() || strangers.goThrough(module, fault))
                .toList();
    }

    private List<Fault> wholeMatrix() {
        return faults.equals(Faults.PRODUCTION) ? Faults.PRODUCTION : matrix.faults();
    }

    /** Those that a report tells of: of the matrix, or of production, and what else was planned by its name. */
    List<Fault> reportedFaults(List<ScenarioPlan> plans) {
        return Stream.concat(wholeMatrix().stream(), plans.stream().map(ScenarioPlan::fault))
                .distinct()
                .toList();
    }

    /** The scenarios of the matrix, fault by fault. Throws as {@link PageViews#fromFile} does. */
    public List<ScenarioPlan> plans() {
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
                            repeat(module, fault),
                            Course.of(fault, input)));
                }
            }
        }
        return plans;
    }

    /** For people: which faults a pipeline of somebody's is not put to the test by, and why; a line each. */
    public List<String> leftOut() {
        return strangers.leftOut(faults);
    }

    /** For people: which cells take long because of times that a pipeline of somebody's has of its own; a line each. */
    public List<String> forecast() {
        return Forecast.lines(strangers.pipelines(), this::faultsOf);
    }

    /** Says before anything is started that the events cannot be had. Throws as {@link PageViews#fromFile} does. */
    public void requireEvents() {
        pageViews();
    }

    /** Says before anything is started that there is nothing to run. Throws as {@link PageViews#fromFile} does. */
    public void requireScenarios() {
        if (plans().isEmpty()) {
            throw new IllegalArgumentException("nothing to run: "
                    + faults.stream().map(Fault::name).collect(Collectors.joining(", ")) + " concerns none of "
                    + modules.stream().map(PipelineUnderTest::name).collect(Collectors.joining(", "))
                    + (leftOut().isEmpty() ? "" : "; " + String.join("; ", leftOut())));
        }
    }

    /** Where the pages of the events come from. Throws as {@link PageViews#fromFile} does. */
    PageViews pageViews() {
        return input.pageViews(startedIn);
    }

    /** The command that runs these options' cells of one module and fault again. */
    String repeat(PipelineUnderTest module, Fault fault) {
        // The modules that a described pipeline is compared with are part of its verdict.
        String which = strangers.isEmpty() ? " -Dchaos.modules=" + module.name() : strangers.option();
        return "mvn verify -pl chaos-tests -am" + which + " -Dchaos.faults=" + fault.name() + " -Dchaos.seed=" + seed
                + where();
    }

    /** The command that tries sabotaged pipelines again. */
    public String repeatSabotages(List<Sabotage> again) {
        String names = again.stream().map(Sabotage::name).collect(Collectors.joining(","));
        return "mvn verify -Psabotage" + (again.equals(Sabotages.ALL) ? "" : " -Dchaos.sabotages=" + names)
                + " -Dchaos.seed=" + seed + where();
    }

    /** The command that runs all of it again. */
    public String command() {
        String modulesAsked = modules.equals(unasked(matrix, strangers, clientsVersion))
                ? strangers.option()
                : " -Dchaos.modules="
                        + modules.stream().map(PipelineUnderTest::name).collect(Collectors.joining(","));
        String faultsAsked = faults.equals(matrix.faults()) ? "" : " -Dchaos.faults=" + faultNames();
        return "mvn verify" + matrix.option() + modulesAsked + faultsAsked + " -Dchaos.seed=" + seed + where();
    }

    private String faultNames() {
        return faults.equals(Faults.PRODUCTION)
                ? PRODUCTION
                : faults.stream().map(Fault::name).collect(Collectors.joining(","));
    }

    private String where() {
        return (repetitions == 1 ? "" : " -Dchaos.repeat=" + repetitions)
                + input.options()
                + toxiproxyServer.map(server -> " -Dtoxiproxy.server=" + server).orElse("")
                + transactionVersion.option()
                + brokersVersion
                        .map(version -> " -Dkafka.version.brokers=" + version)
                        .orElse("")
                + clientsVersion
                        .map(version -> " -Dkafka.version.clients=" + version)
                        .orElse("")
                + postgres.map(url -> " -Dchaos.postgres=" + ServerDatabases.withoutPassword(url))
                        .orElse("")
                + foreign.map(ForeignClusterOptions::options).orElse("")
                + (cluster == Cluster.CONTAINERS ? " -Pcontainers" : "");
    }
}

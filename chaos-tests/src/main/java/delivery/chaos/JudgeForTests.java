package delivery.chaos;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Contrast;
import delivery.chaos.audit.Verdict;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.run.ChaosOptions;
import delivery.chaos.run.ChaosRun;
import delivery.chaos.run.GivenOptions;
import delivery.chaos.run.Grounds;
import delivery.chaos.run.ReportDirectories;
import delivery.contract.Anomaly;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/**
 * What {@code judge} does, for the tests of somebody's project: one run after the other, all on one cluster. The
 * module {@code junit-extension} calls it by name, from another class loader: what goes in and out are types of Java.
 */
public final class JudgeForTests implements Closeable {
    private static final List<String> FLAGS = List.of(
            "bootstrap-servers",
            "input-topic",
            "output-topic",
            "group-id",
            "instance-id",
            "state-dir",
            "client-config");

    private final Path directory;
    private final PrintStream console;
    /** Of the contract, by the SHA-256 of the description: it is looked at once. */
    private final Map<String, List<String>> breaches = new HashMap<>();

    private Grounds grounds;
    private int runs;

    /**
     * Nothing is started before the first run.
     *
     * @param directory of everything that is written; absolute
     */
    public JudgeForTests(Path directory, PrintStream console) {
        this.directory = directory;
        this.console = console;
    }

    /**
     * Describes a program in Java that takes the flags of the contract. It is run by the Java of this JVM.
     *
     * @param name of the pipeline
     * @param classPath in the words of a command line
     * @return the file of its description
     */
    public String describe(String name, String mainClass, String classPath, String promise) throws IOException {
        List<String> command = new ArrayList<>(List.of(JavaCommand.executable(), "-XX:-UsePerfData", mainClass));
        FLAGS.forEach(flag -> command.addAll(List.of("--" + flag, "${" + flag.replace('-', '.') + "}")));
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", name);
        description.put("command", command);
        description.put("directory", Path.of("").toAbsolutePath().toString());
        description.put("environment", Map.of("CLASSPATH", classPath));
        description.put("promise", promise);
        return WrittenDescription.write(description, directory.resolve("described"))
                .toString();
    }

    /**
     * Judges a pipeline under some faults, several at a time, and writes one report.
     *
     * @param description a file, relative to the current directory
     * @param asked the options of a run, but for pipeline and faults
     * @return what came of it by fault, in the order of the names: {@code pipeline}, {@code verdict}, {@code reason},
     *     {@code objection} of what ran beside it to a PASS (empty if there is none), {@code report}, {@code seed}, and
     *     of each anomaly that was judged {@code count LOST}
     * @throws IllegalArgumentException in one line, if a name, an option or the description is wrong
     * @throws delivery.chaos.run.CannotStartException if another JVM is at work in the same directory
     */
    public synchronized Map<String, Map<String, String>> judge(
            String description, List<String> faults, Properties asked) throws Exception {
        faults.forEach(JudgeForTests::requireKnown);
        ChaosOptions options = options(description, faults, asked);
        StrangersJob.announce(options, console);
        openOnce(options);
        runs++;
        PipelineUnderTest pipeline = options.strangers().pipelines().get(0);
        List<String> broken = breaches(pipeline, options);
        List<Cell> cells = broken.isEmpty() ? matrix(options) : List.of();
        Path report = broken.isEmpty()
                ? ReportDirectories.lasting(RunPlace.reportDirectory(directory))
                : directory.resolve(StrangersJob.CONTRACT);
        Map<String, Map<String, String>> outcomes = new LinkedHashMap<>();
        for (String fault : faults) {
            Map<String, String> outcome = broken.isEmpty()
                    ? outcome(pipeline, fault, cells, options)
                    : outcome(Verdict.CONTRACT_BROKEN, broken.get(0));
            outcome.put("report", report.toString());
            outcome.put("pipeline", pipeline.name());
            outcome.put("seed", String.valueOf(options.seed()));
            outcomes.put(fault, outcome);
        }
        return outcomes;
    }

    private static void requireKnown(String fault) {
        List<String> known = Faults.CATALOGUE.stream().map(Fault::name).toList();
        if (!known.contains(fault)) {
            throw new IllegalArgumentException(
                    "unknown fault '" + fault + "'; did you mean '" + GivenOptions.nearest(fault, known) + "'?");
        }
    }

    private static ChaosOptions options(String description, List<String> faults, Properties asked) {
        Properties properties = new Properties();
        properties.putAll(asked);
        properties.setProperty("chaos.pipeline", description);
        properties.setProperty("chaos.faults", String.join(",", faults));
        properties.setProperty("chaos.startedIn", "");
        ChaosOptions options = ChaosOptions.from(properties);
        options.requireEvents();
        options.requireScenarios();
        options.modules().forEach(PipelineUnderTest::requireStartable);
        return options;
    }

    private void openOnce(ChaosOptions options) throws Exception {
        if (grounds == null) {
            grounds = Grounds.open(options, RunPlace.workDirectory(directory), console);
            Utils.delete(directory.resolve(StrangersJob.CONTRACT).toFile());
        }
    }

    private List<Cell> matrix(ChaosOptions options) throws Exception {
        Path work = RunPlace.workDirectory(directory).resolve(thisRun());
        return new ChaosRun(options, RunPlace.reportDirectory(directory), work, console).run(grounds);
    }

    /** Runs on the same cluster are told apart by the names of their work directories. */
    private String thisRun() {
        return "run-" + runs;
    }

    private List<String> breaches(PipelineUnderTest pipeline, ChaosOptions options) throws Exception {
        String sha256 = pipeline.program().description().orElseThrow().sha256();
        List<String> known = breaches.get(sha256);
        if (known == null) {
            Path histories = directory.resolve(StrangersJob.CONTRACT).resolve(thisRun());
            known = StrangersJob.breaches(options, grounds, histories, console);
            breaches.put(sha256, known);
        }
        return known;
    }

    private static Map<String, String> outcome(
            PipelineUnderTest pipeline, String fault, List<Cell> cells, ChaosOptions options) {
        List<Cell> sameFault =
                cells.stream().filter(cell -> cell.fault().equals(fault)).toList();
        Optional<Cell> own = sameFault.stream()
                .filter(cell -> cell.module().equals(pipeline.name()))
                .findFirst();
        if (own.isEmpty()) {
            String why = String.join("; ", options.leftOut());
            return outcome(Verdict.NOT_EXERCISED, why.isEmpty() ? "that asks nothing of its promise" : why);
        }
        Map<String, String> outcome = outcome(own.get().verdict(), own.get().reason());
        outcome.put("objection", objection(own.get(), sameFault));
        for (Anomaly anomaly : Anomaly.values()) {
            Long count = own.get().count(anomaly);
            if (count != null) {
                outcome.put("count " + anomaly, count.toString());
            }
        }
        return outcome;
    }

    private static Map<String, String> outcome(Verdict verdict, String reason) {
        Map<String, String> outcome = new LinkedHashMap<>();
        outcome.put("verdict", verdict.name());
        outcome.put("reason", reason);
        outcome.put("objection", "");
        return outcome;
    }

    /** What makes {@code judge} end with another exit code than 0, though the pipeline's own cell is PASS. */
    private static String objection(Cell own, List<Cell> sameFault) {
        Stream<String> notPassed = sameFault.stream()
                .filter(cell -> !cell.module().equals(own.module()) && cell.verdict() != Verdict.PASS)
                .map(cell -> cell.module() + " is " + cell.verdict() + ": " + cell.reason());
        Stream<String> missing = Contrast.check(sameFault).stream()
                .filter(result -> result.status() == Contrast.Status.MISSING)
                .map(result -> result.rule().words() + ": "
                        + result.numbers().entrySet().stream()
                                .map(number -> number.getKey() + ": " + number.getValue())
                                .collect(Collectors.joining(", ")));
        return Stream.concat(notPassed, missing).collect(Collectors.joining("; "));
    }

    /** Ends everything that was started. */
    @Override
    public synchronized void close() throws IOException {
        if (grounds != null) {
            grounds.close();
            grounds = null;
        }
    }
}

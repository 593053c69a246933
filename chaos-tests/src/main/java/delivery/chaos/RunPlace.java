package delivery.chaos;

import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.run.ChaosOptions;
import delivery.chaos.run.ChaosRun;
import delivery.chaos.run.GivenOptions;
import delivery.chaos.run.ReportDirectories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Where a run writes, and the options that it has in common with {@code mvn verify}. */
final class RunPlace {
    private static final String REPORT = "delivery-report";
    private static final String VERSIONS = "chaos.versions";

    @Option(
            names = "-D",
            paramLabel = "NAME=VALUE",
            mapFallbackValue = "",
            description = "as of mvn verify: chaos.modules, chaos.faults, chaos.seed, chaos.repeat, chaos.events,"
                    + " chaos.events.count, chaos.partitions, chaos.value.bytes, toxiproxy.server,"
                    + " kafka.transaction.version, kafka.version.brokers, kafka.version.clients, chaos.matrix (kafka or"
                    + " outside), chaos.postgres, chaos.bootstrap, chaos.admin, chaos.cluster.shared,"
                    + " chaos.broker.kill, .start, .pause and .resume; of run also chaos.versions, versions of"
                    + " brokers with commas: a run of each, and what changed from the first to the others")
    private Map<String, String> asked = new LinkedHashMap<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "where delivery-report/ and what the run needs beside it go; in a build its target directory,"
                    + " else chaos-report/ of the current directory")
    private Path output;

    /** Absolute. */
    Path directory() {
        return (output == null ? usual() : output).toAbsolutePath().normalize();
    }

    Path reportDirectory() {
        return reportDirectory(directory());
    }

    /** That of a run which writes into a directory. */
    static Path reportDirectory(Path directory) {
        return directory.resolve(REPORT);
    }

    /** For everything that is thrown away with the run. */
    Path workDirectory() {
        return workDirectory(directory());
    }

    /** The same of a run which writes into a directory. */
    static Path workDirectory(Path directory) {
        return directory.resolve("chaos");
    }

    /** The jar that was built stands in a target directory, and that in a module. */
    private static Path usual() {
        Path target = JavaCommand.location(ChaosRun.class).getParent();
        return Files.exists(target.resolveSibling("pom.xml")) ? target : Path.of("chaos-report");
    }

    /**
     * A report by its directory or, if there is no such directory, by the name of its run among those that were written
     * where runs usually write: {@code 20261130T060533Z-42}, or {@code latest}.
     */
    static Path report(Path directoryOrName) {
        Path newest = usual().resolve(REPORT);
        Path named = directoryOrName.toString().equals("latest")
                ? newest
                : ReportDirectories.all(newest).resolve(directoryOrName);
        return Files.isDirectory(directoryOrName) || !Files.isDirectory(named) ? directoryOrName : named;
    }

    /**
     * The options of a run of the suite's modules.
     *
     * @throws IllegalArgumentException in one line, if an option is wrong, or a program cannot be started
     */
    ChaosOptions options() {
        return options(Map.of());
    }

    /**
     * The options of a run that judges pipelines.
     *
     * @param pipelines files with commas
     * @throws IllegalArgumentException in one line, if an option or a description is wrong, or a program cannot be
     *     started
     */
    ChaosOptions options(String pipelines) {
        return options(Map.of("chaos.pipeline", pipelines));
    }

    /** Versions of brokers to run with, one after the other; none if there is one run, with those of the options. */
    List<String> versions() {
        return new GivenOptions(properties(Map.of())).names(VERSIONS);
    }

    /** The options of the run with brokers of a version. Throws as {@link #options()} does. */
    ChaosOptions optionsWithBrokers(String version) {
        return options(Map.of(VERSIONS, "", "kafka.version.brokers", version));
    }

    private Properties properties(Map<String, String> besides) {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.putAll(asked);
        properties.putAll(besides);
        return properties;
    }

    private ChaosOptions options(Map<String, String> besides) {
        asked.keySet().forEach(GivenOptions::requireKnown);
        ChaosOptions options = ChaosOptions.from(properties(besides));
        // Read here for the first time, so that a wrong file is a wrong command line.
        options.requireEvents();
        options.requireScenarios();
        options.modules().forEach(PipelineUnderTest::requireStartable);
        return options;
    }
}

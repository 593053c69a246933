package delivery.chaos.cost;

import delivery.chaos.cluster.BrokerSettings;
import delivery.chaos.cluster.KafkaCluster;
import delivery.chaos.cluster.TransactionVersion;
import delivery.chaos.process.ChildProcesses;
import delivery.chaos.report.cost.CostBlock;
import delivery.chaos.report.cost.CostReport;
import delivery.chaos.report.cost.CostRunFacts;
import delivery.chaos.run.RunLock;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Utils;

/** The benchmark of guarantees: all blocks, then the report. */
public final class CostRun {
    /** As kafka-run-class.sh has them, with less heap; both compilers. */
    static final List<String> BROKER_JVM = List.of(
            "-Xms768m",
            "-Xmx768m",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData");

    /** Both compilers, and one thread that collects garbage, for brokers have the other core. */
    static final List<String> PIPELINE_JVM =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData");

    private final CostOptions options;
    private final Path report;
    private final Path work;
    private final PrintStream console;

    /**
     * @param report directory of the report
     * @param work directory of what is thrown away; emptied first
     */
    public CostRun(CostOptions options, Path report, Path work, PrintStream console) {
        this.options = options;
        this.report = report;
        this.work = work;
        this.console = console;
    }

    /**
     * Measures and writes the report.
     *
     * @throws IllegalArgumentException if no block is asked for
     * @throws IllegalStateException if a pipeline did not do its work: nothing of it is reported
     */
    public CostReport run() throws IOException, InterruptedException, ExecutionException {
        List<CostPlan> plans = CostPlan.of(options);
        if (plans.isEmpty()) {
            throw new IllegalArgumentException("no block is called " + String.join(", ", options.blocks()));
        }
        RunLock.hold(work.toAbsolutePath().getParent());
        Utils.delete(work.toFile());
        Files.createDirectories(work);
        MachineFacts machine = MachineFacts.read();
        List<CostBlock> blocks = new ArrayList<>();
        try (ChildProcesses processes = new ChildProcesses()) {
            for (Map.Entry<TransactionVersion, List<CostPlan>> one : plans.stream()
                    .collect(Collectors.groupingBy(
                            CostPlan::transactionVersion, LinkedHashMap::new, Collectors.toList()))
                    .entrySet()) {
                blocks.addAll(onOneCluster(one.getKey(), one.getValue(), processes));
            }
        }
        CostReport written = new CostReport(facts(machine), blocks);
        written.write(report);
        console.print(written.text());
        console.println("As a page: " + report.resolve(CostReport.PAGE));
        return written;
    }

    private List<CostBlock> onOneCluster(TransactionVersion version, List<CostPlan> plans, ChildProcesses processes)
            throws IOException, InterruptedException, ExecutionException {
        List<CostBlock> blocks = new ArrayList<>();
        Path directory = work.resolve("transaction-version-" + version.asked().orElseThrow());
        try (KafkaCluster cluster = KafkaCluster.start(processes, directory.resolve("cluster"), version, BROKER_JVM)) {
            for (CostPlan plan : plans) {
                blocks.add(new BlockRun(plan, options, processes, cluster, directory, console).run());
            }
        }
        return blocks;
    }

    private CostRunFacts facts(MachineFacts machine) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>(BrokerSettings.byName());
        settings.put("JVM of brokers", String.join(" ", BROKER_JVM));
        settings.put("JVM of pipelines", String.join(" ", PIPELINE_JVM));
        return new CostRunFacts(
                options.quick(),
                machine.started().toString(),
                Duration.between(machine.started(), Instant.now()).toSeconds(),
                options.rounds(),
                options.percents().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                options.command(),
                machine.machine(),
                MachineFacts.versions(),
                settings);
    }
}

package delivery.chaos.run;

import delivery.chaos.audit.Audit;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Example;
import delivery.chaos.audit.Judge;
import delivery.chaos.audit.Verdict;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.history.Exchange;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryReader;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.scenario.Scenario;
import delivery.chaos.scenario.ScenarioPlan;
import delivery.contract.Anomaly;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.utils.Utils;

/**
 * Looks whether a pipeline keeps to the contract, whatever it promises: undisturbed it works and names the event of
 * each
 * effect; asked to stop it stops, and started again it goes on. Says what it does instead in a line that helps.
 */
public final class ContractCheck {
    private static final String PRODUCE = "Produce";
    private static final int AT_A_TIME = 4;

    private final ChaosOptions options;
    private final Grounds grounds;
    private final Path directory;

    /** @param directory for the histories of the check, emptied first */
    public ContractCheck(ChaosOptions options, Grounds grounds, Path directory) {
        this.options = options;
        this.grounds = grounds;
        this.directory = directory;
    }

    /**
     * Checks the pipelines that the options describe.
     *
     * @return a line for each that does not keep to it
     * @throws IllegalStateException if the harness itself failed
     */
    public List<String> breaches(PrintStream console) throws IOException, InterruptedException, ExecutionException {
        Utils.delete(directory.toFile());
        List<PipelineUnderTest> pipelines = options.strangers().pipelines();
        List<String> breaches = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_A_TIME, pipelines.size()));
        try {
            List<Future<Optional<String>>> checks = pipelines.stream()
                    .map(pipeline -> threads.submit(() -> breach(pipeline)))
                    .toList();
            for (int i = 0; i < pipelines.size(); i++) {
                String name = pipelines.get(i).name();
                checks.get(i)
                        .get()
                        .ifPresentOrElse(
                                what -> breaches.add(name + " breaks the contract: " + what),
                                () -> console.println(name + " keeps to the contract"));
            }
        } finally {
            threads.shutdownNow();
        }
        return breaches;
    }

    private Optional<String> breach(PipelineUnderTest pipeline) throws IOException {
        Optional<String> undisturbed = undisturbed(pipeline);
        // A source ends by itself, and is done then.
        return undisturbed.isPresent() || pipeline.program().isSource() ? undisturbed : stopped(pipeline);
    }

    private Optional<String> undisturbed(PipelineUnderTest pipeline) throws IOException {
        Cell cell = run(pipeline, "none");
        Audit audit = cell.audit();
        if (cell.verdict() == Verdict.CONTRACT_BROKEN) {
            return Optional.of(firstBreach(cell));
        }
        if (audit.effects() == 0) {
            return Optional.of(wroteNothing(pipeline, cell));
        }
        if (cell.count(Anomaly.PHANTOM) > 0) {
            Example first = cell.examples(Anomaly.PHANTOM).get(0);
            return Optional.of(cell.count(Anomaly.PHANTOM) + " of " + audit.effects()
                    + " effects cannot be told to be of an event; the first: " + first.sentence() + " (looked for by "
                    + pipeline.program().effects() + ")");
        }
        return cell.verdict() == Verdict.INCONCLUSIVE ? Optional.of(cell.reason()) : Optional.empty();
    }

    /** What follows from the first, a crash of each start, would hide it. */
    private static String firstBreach(Cell cell) {
        return cell.audit().contractBreaches().stream()
                .map(HistoryLine.ContractBroken::what)
                .findFirst()
                .orElse(cell.reason());
    }

    private String wroteNothing(PipelineUnderTest pipeline, Cell cell) throws IOException {
        Set<String> written = new TreeSet<>();
        Set<String> asked = new TreeSet<>();
        HistoryReader.read(evidence(pipeline, "none"), line -> {
            if (line instanceof Exchange exchange) {
                asked.add(exchange.apiKey());
                if (exchange.apiKey().equals(PRODUCE)) {
                    written.addAll(topics(exchange));
                }
            }
        });
        String where = written.isEmpty() ? "" : ", but to " + String.join(", ", written);
        String did = asked.isEmpty()
                ? "; it never asked a broker for anything: is it given ${bootstrap.servers}?"
                : "; it sent requests of the kinds " + String.join(", ", asked);
        String waits = cell.audit().drain() == null || cell.audit().drain().drained()
                ? "; it has committed the offsets of all events"
                : "";
        return "it wrote nothing to its output topic" + where + did + waits;
    }

    private static Set<String> topics(Exchange exchange) {
        Set<String> topics = new TreeSet<>();
        if (exchange.request().get("partitions") instanceof Map<?, ?> partitions) {
            partitions
                    .keySet()
                    .forEach(partition -> topics.add(partition.toString().replaceFirst("-[0-9]+$", "")));
        }
        return topics;
    }

    private Optional<String> stopped(PipelineUnderTest pipeline) throws IOException {
        Cell cell = run(pipeline, "pipeline-stopped");
        return switch (cell.verdict()) {
            case CONTRACT_BROKEN -> Optional.of("when it is stopped and started again, " + firstBreach(cell));
            case INCONCLUSIVE -> Optional.of("when it is stopped and started again, " + cell.reason());
            case PASS, FAIL, NOT_EXERCISED -> Optional.empty();
            case HARNESS_ERROR -> throw new IllegalStateException(cell.reason());
        };
    }

    private Cell run(PipelineUnderTest pipeline, String fault) throws IOException {
        Fault known = Faults.CATALOGUE.stream()
                .filter(one -> one.name().equals(fault))
                .findFirst()
                .orElseThrow();
        ScenarioPlan plan = new ScenarioPlan(
                pipeline, known, 0, options.seed(), options.pageViews(), options.repeat(pipeline, known));
        Path evidence = evidence(pipeline, fault);
        new Scenario(plan, grounds.shared().in(workDirectory()), evidence).run();
        Cell cell = Judge.judge(evidence, plan.evidence());
        if (cell.verdict() == Verdict.HARNESS_ERROR) {
            throw new IllegalStateException(cell.reason());
        }
        return cell;
    }

    /** By its name this check is told from others on the same grounds. */
    private Path workDirectory() {
        return directory.resolve(directory.getFileName() + "-work");
    }

    private Path evidence(PipelineUnderTest pipeline, String fault) {
        return directory.resolve(pipeline.name()).resolve(fault);
    }
}

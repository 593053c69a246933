package delivery.chaos.scenario;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Judge;
import delivery.chaos.audit.Repetitions;
import delivery.chaos.audit.VerdictFile;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.End;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.Range;
import delivery.chaos.history.HistoryWriter;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.report.DeliveryReport;
import delivery.chaos.report.Run;
import delivery.chaos.report.SabotageReport;
import delivery.chaos.report.text.ReportFiles;
import delivery.chaos.run.ChaosOptions;
import delivery.chaos.run.SabotageTrial;
import delivery.chaos.run.Versions;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.workload.EventWriter;
import delivery.contract.Anomaly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report of a run that never ran. Its histories are what their plans say, and what a pipeline leaves that has one
 * effect of every event, however its fault fires; and who wants to forge them can, in every line, as well as anybody
 * could who has the suite.
 */
public final class MadeUpReport {
    private final Path directory;
    private final ChaosOptions options;
    private final List<ScenarioPlan> plans;
    private final Optional<SabotageTrial> trial;
    private final List<String> missing = new ArrayList<>();

    /** @param namesAndValues of the options of the run, by turns */
    public MadeUpReport(Path directory, String... namesAndValues) {
        this.directory = directory;
        this.options = options(namesAndValues);
        this.plans = options.plans();
        this.trial = Optional.empty();
    }

    private MadeUpReport(Path directory, SabotageTrial trial) {
        this.directory = directory;
        this.options = trial.options();
        this.plans = trial.plans();
        this.trial = Optional.of(trial);
    }

    /** One of sabotaged pipelines, in which nothing goes wrong, so that all of them escape. */
    public static MadeUpReport ofSabotages(Path directory, String... namesAndValues) {
        ChaosOptions options = options(namesAndValues);
        return new MadeUpReport(directory, new SabotageTrial(options.sabotages(), options));
    }

    private static ChaosOptions options(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return ChaosOptions.from(properties);
    }

    /** Writes it whole. */
    public MadeUpReport write() throws IOException {
        for (ScenarioPlan plan : plans) {
            write(plan.evidence(), lines(plan));
        }
        return writePages(Versions.read().commit());
    }

    /** Makes another history of one, line by line, with a chain and a verdict that fit it. */
    public MadeUpReport forge(String id, UnaryOperator<List<HistoryLine>> forgery) throws IOException {
        ScenarioPlan plan =
                plans.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
        write(plan.evidence(), forgery.apply(lines(plan)));
        return this;
    }

    /** The run broke off before it came to a cell. */
    public MadeUpReport brokenOff(String id) {
        missing.add(id);
        return this;
    }

    /** Every line that is of a kind, made another. */
    public static <T extends HistoryLine> UnaryOperator<List<HistoryLine>> each(
            Class<T> kind, UnaryOperator<HistoryLine> forgery) {
        return lines -> lines.stream()
                .map(line -> kind.isInstance(line) ? forgery.apply(line) : line)
                .toList();
    }

    private void write(String evidence, List<HistoryLine> lines) throws IOException {
        Path place = Files.createDirectories(directory.resolve(evidence));
        try (HistoryWriter history = new HistoryWriter(place)) {
            for (HistoryLine line : lines) {
                history.write(line);
            }
            history.write(new End(history.lines(), 5_200, List.of()));
        }
        VerdictFile.write(place, Judge.judge(place, evidence));
    }

    /** Writes {@code report.json} and the pages of what lies there now, leaving out what does not. */
    public MadeUpReport writePages(String commit) throws IOException {
        Map<String, List<Cell>> byId = new LinkedHashMap<>();
        for (PipelineUnderTest module : modules()) {
            for (ScenarioPlan plan : plans) {
                Path place = directory.resolve(plan.evidence());
                if (plan.pipeline().name().equals(module.name()) && Files.exists(place)) {
                    byId.computeIfAbsent(plan.id(), none -> new ArrayList<>()).add(Judge.judge(place, plan.evidence()));
                }
            }
        }
        List<Cell> cells = new ArrayList<>();
        byId.forEach((id, runs) ->
                cells.add(options.repetitions() == 1 ? runs.get(0) : Repetitions.sum(runs, "evidence/" + id)));
        DeliveryReport.write(directory, run(commit), cells);
        if (trial.isPresent()) {
            SabotageReport.write(
                    ReportFiles.in(directory), "", command(), trial.get().convictions(cells));
        }
        return this;
    }

    private List<PipelineUnderTest> modules() {
        return trial.isPresent()
                ? plans.stream().map(ScenarioPlan::pipeline).distinct().toList()
                : options.modules();
    }

    private List<PipelineUnderTest> reported() {
        return trial.isPresent() ? modules() : Pipelines.ALL;
    }

    private List<Fault> faults() {
        return trial.isPresent()
                ? plans.stream().map(ScenarioPlan::fault).distinct().toList()
                : Faults.MATRIX;
    }

    private String command() {
        return trial.map(tried -> options.repeatSabotages(tried.sabotages())).orElseGet(options::command);
    }

    private Run run(String commit) {
        return new Run(
                new Run.Suite(Versions.read().suite(), commit),
                new Run.Kafka("4.4.0", "4.4.0", "4.4.0", 2),
                new Run.Toxiproxy("embedded", "2.12.0"),
                options.seed(),
                "2026-11-30T06:05:33Z",
                12.5,
                command(),
                Map.of("cores", "2"),
                reported().stream().map(PipelineUnderTest::guarantee).toList(),
                faults().stream()
                        .map(fault -> new Run.FaultDefinition(fault.name(), fault.when(), fault.description()))
                        .toList(),
                missing,
                Map.of(),
                Run.HarnessSettings.UNKNOWN);
    }

    private static List<HistoryLine> lines(ScenarioPlan plan) {
        List<HistoryLine> lines = new ArrayList<>();
        lines.add(new HistoryLine.Scenario(
                HistoryLine.SCHEMA,
                plan.pipeline().name(),
                plan.fault().name(),
                plan.course().name(),
                plan.seed(),
                "2026-11-30T06:05:34Z",
                plan.pipeline().guarantee(),
                plan.fault().circumstances(),
                plan.fault().firings(),
                Map.of("clients", "4.4.0"),
                plan.repeat()));
        lines.add(Chronicle.schedule(plan.schedule()));
        List<Event> events = events(plan);
        lines.addAll(events);
        for (int firing = 1; firing <= plan.fault().firings(); firing++) {
            lines.add(firing(firing, events.get(firing)));
        }
        Map<Integer, Long> ends = new TreeMap<>();
        events.forEach(event -> ends.merge(event.partition(), event.offset() + 1, Math::max));
        lines.add(new Drain(5_000, true, false, "", ends, ends, Map.of(), Set.of()));
        lines.addAll(effects(events));
        return lines;
    }

    private static List<Event> events(ScenarioPlan plan) {
        List<String> pages = plan.pages();
        InputEvents places = plan.events();
        List<Event> events = new ArrayList<>();
        for (String page : pages) {
            String id = EventWriter.id(plan.idPrefix(), events.size());
            InputEvents.Position place = places.position(id);
            events.add(new Event(id, page, place.partition(), place.offset()));
        }
        return events;
    }

    private static Firing firing(int number, Event struck) {
        List<Range> inFlight = List.of(new Range(struck.partition(), struck.offset(), struck.offset()));
        Map<Anomaly, List<Range>> atRisk =
                Stream.of(Anomaly.values()).collect(Collectors.toMap(anomaly -> anomaly, anomaly -> inFlight));
        return new Firing(
                number, 1_000, 1_100, 1_250L, inFlight, atRisk, "a request was struck", Map.of("ApiKey", "Produce"));
    }

    private static List<HistoryLine> effects(List<Event> events) {
        Map<String, Long> counts = new HashMap<>();
        List<Effect> effects = new ArrayList<>();
        for (Event event : events) {
            long count = counts.merge(event.page(), 1L, Long::sum);
            effects.add(new Effect(
                    event.partition(), event.offset(), event.id(), event.page(), count, -1, -1, false, true));
        }
        effects.sort((one, other) -> Integer.compare(one.partition(), other.partition()));
        return List.copyOf(effects);
    }
}

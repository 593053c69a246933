package delivery.chaos.atlas;

import delivery.chaos.audit.Cell;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.report.AtlasReport;
import delivery.chaos.report.AtlasScenario;
import delivery.chaos.report.AtlasStory;
import delivery.chaos.report.Run;
import delivery.chaos.scenario.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report of an atlas.
 *
 * @param toxiproxy that the links led through
 * @param transactionVersion that the brokers have finalized
 * @param startNanos of this JVM's clock, when the run began
 */
record AtlasPages(
        AtlasOptions options,
        Versions versions,
        Run.Toxiproxy toxiproxy,
        int transactionVersion,
        Instant started,
        long startNanos) {

    /**
     * Writes it.
     *
     * @param scenarios in the order of modules, steps and strikes
     */
    void write(Path reportDirectory, Map<PipelineUnderTest, Cycle> cycles, List<AtlasScenario> scenarios)
            throws IOException {
        Map<String, List<AtlasScenario.Step>> steps = new LinkedHashMap<>();
        cycles.forEach((module, cycle) -> steps.put(
                module.name(), cycle.steps().stream().map(AtlasPages::step).toList()));
        Map<String, Cycle> byName = new LinkedHashMap<>();
        cycles.forEach((module, cycle) -> byName.put(module.name(), cycle));
        List<AtlasStory> stories = Story.ALL.stream()
                .map(story -> story.told(byName, options::repeat))
                .toList();
        AtlasReport.write(reportDirectory, run(), steps, scenarios, stories);
    }

    private static AtlasScenario.Step step(Step step) {
        return step(step, step.name());
    }

    private static AtlasScenario.Step step(Step step, String place) {
        return new AtlasScenario.Step(
                step.phase().label(), place, step.title(), step.party().label());
    }

    /**
     * What the report says of scenarios.
     *
     * @param entries in the order of modules, steps and strikes, with their cells
     */
    List<AtlasScenario> scenarios(List<Entry> entries) {
        Map<String, List<Entry>> byId = new LinkedHashMap<>();
        entries.forEach(entry ->
                byId.computeIfAbsent(entry.id(), none -> new ArrayList<>()).add(entry));
        return byId.values().stream().map(this::scenario).toList();
    }

    private AtlasScenario scenario(List<Entry> runs) {
        AtlasFault fault = runs.get(0).fault();
        List<Cell> cells = runs.stream().map(Entry::cell).toList();
        return new AtlasScenario(
                runs.get(0).module().name(),
                step(fault.step(), fault.place()),
                fault.id(),
                fault.label(),
                fault.sentence(),
                Variation.why(runs.get(0).id()),
                KnownViolation.of(runs.get(0).id(), transactionVersion).orElse(null),
                cells);
    }

    private Run run() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        machine.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        return new Run(
                new Run.Suite(versions.suite(), versions.commit()),
                new Run.Kafka(versions.kafka(), versions.kafka(), versions.streams(), transactionVersion),
                toxiproxy,
                options.seed(),
                started.toString(),
                (System.nanoTime() - startNanos) / 1e9,
                options.command(),
                machine,
                options.modules().stream().map(PipelineUnderTest::guarantee).toList(),
                List.of(),
                List.of(),
                Map.of());
    }
}

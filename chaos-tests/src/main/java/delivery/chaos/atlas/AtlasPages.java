package delivery.chaos.atlas;

import delivery.chaos.audit.Cell;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.report.Run;
import delivery.chaos.report.atlas.AtlasReport;
import delivery.chaos.report.atlas.AtlasScenario;
import delivery.chaos.report.atlas.AtlasScope;
import delivery.chaos.report.atlas.AtlasStory;
import delivery.chaos.run.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
     * @param entries in the order of modules, steps and strikes, with the cells of those that are finished
     * @param scope how much this was to be
     */
    void write(Path reportDirectory, List<Recording> recordings, List<AtlasEntry> entries, AtlasScope scope)
            throws IOException {
        Map<String, List<AtlasScenario.AtlasStep>> steps = new LinkedHashMap<>();
        Map<String, Cycle> usual = new LinkedHashMap<>();
        for (Recording recording : recordings) {
            String module = recording.module().name();
            recording
                    .struck()
                    .forEach(step -> steps.computeIfAbsent(module, none -> new ArrayList<>())
                            .add(step(step, recording.order(), recording.order().prefix() + step.name())));
            usual.putIfAbsent(module, recording.cycle());
        }
        List<AtlasStory> stories = Story.ALL.stream()
                .map(story -> story.told(usual, options::repeat))
                .toList();
        AtlasReport.write(
                reportDirectory, run(missing(recordings, entries)), steps, scenarios(entries), stories, scope);
    }

    /**
     * What was asked for and is not finished: scenarios, and modules without a recording, whose scenarios nobody knows.
     */
    private List<String> missing(List<Recording> recordings, List<AtlasEntry> entries) {
        Set<PipelineUnderTest> recorded =
                recordings.stream().map(Recording::module).collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        options.modules().stream()
                .filter(module -> !recorded.contains(module))
                .forEach(module -> missing.add(Cell.id(module.name(), "none")));
        entries.stream()
                .filter(entry -> entry.cell() == null)
                .forEach(entry ->
                        missing.add(entry.id() + (entry.repetition() == 0 ? "" : " run " + entry.repetition())));
        return missing;
    }

    private static AtlasScenario.AtlasStep step(CycleStep step, TransactionOrder order, String place) {
        return new AtlasScenario.AtlasStep(
                step.phase().label() + order.words(),
                place,
                step.title(),
                step.party().label());
    }

    /**
     * What the report says of scenarios.
     *
     * @param entries in the order of modules, steps and strikes; those without a cell are left out
     */
    List<AtlasScenario> scenarios(List<AtlasEntry> entries) {
        Map<String, List<AtlasEntry>> byId = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> entry.cell() != null)
                .forEach(entry -> byId.computeIfAbsent(entry.id(), none -> new ArrayList<>())
                        .add(entry));
        return byId.values().stream().map(this::scenario).toList();
    }

    private AtlasScenario scenario(List<AtlasEntry> runs) {
        AtlasFault fault = runs.get(0).fault();
        List<Cell> cells = runs.stream().map(AtlasEntry::cell).toList();
        return new AtlasScenario(
                runs.get(0).module().name(),
                step(fault.step(), fault.order(), fault.place()),
                fault.id(),
                fault.label(),
                fault.sentence(),
                fault.layout(),
                Size.settings(fault),
                Variation.why(runs.get(0).id()),
                KnownViolation.of(runs.get(0).id(), transactionVersion).orElse(null),
                cells);
    }

    private Run run(List<String> missing) {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        machine.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        return new Run(
                new Run.Suite(versions.suite(), versions.commit()),
                new Run.Kafka(versions.brokers(), versions.kafka(), versions.streams(), transactionVersion),
                toxiproxy,
                options.seed(),
                started.toString(),
                (System.nanoTime() - startNanos) / 1e9,
                options.command(),
                machine,
                options.modules().stream().map(PipelineUnderTest::guarantee).toList(),
                List.of(),
                missing,
                Map.of(),
                Run.HarnessSettings.UNKNOWN);
    }
}

package delivery.chaos.report.claims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import delivery.chaos.report.text.ReportFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The cells, scenarios and recorded steps of a run, or of all runs of a build, as the files of their reports say, and
 * what came of the build's tests.
 */
final class RunOutcomes {
    /** Below a list of reports: a file for each test of the ledger that was run. */
    static final String TESTS = "tests/";

    private static final JsonMapper JSON = new JsonMapper();
    /** That of the matrix, and those below it: sabotaged pipelines, and those that count into a database. */
    private static final List<String> PARTS = List.of("", "outside/", "sabotage/");

    /** What has to be the same so that a number is evidence: of the suite, and of Kafka. */
    private static final List<String> BUILD = List.of("/suite/commit", "/kafka/broker", "/kafka/clients");

    private static final String TRANSACTION_VERSION = "/kafka/transactionVersion";

    /**
     * A cell as JSON has it.
     *
     * @param page of it, relative to the report
     */
    record CellOutcome(JsonNode json, String page) {}

    /**
     * The steps of a module.
     *
     * @param page that shows them, relative to the report
     */
    record TakenSteps(Set<String> names, String page) {}

    /**
     * How a test ended.
     *
     * @param found in words: {@code passed, 2026-12-01T12:40:00Z}
     * @param page that says so, relative to the list of reports
     */
    record TestOutcome(boolean passed, String found, String page) {}

    /** Other brokers behave otherwise: what was found on them says nothing of these. */
    private record OnBrokers(String what, String transactionVersion) {}

    private final JsonNode head;
    private final ReportFiles tests;
    private final Map<OnBrokers, CellOutcome> cells = new HashMap<>();
    private final Map<OnBrokers, CellOutcome> scenarios = new HashMap<>();
    private final Map<OnBrokers, CellOutcome> byModule = new HashMap<>();
    private final Map<OnBrokers, TakenSteps> steps = new HashMap<>();

    private RunOutcomes(JsonNode head, ReportFiles tests) {
        this.head = head;
        this.tests = tests;
    }

    /**
     * Reads {@code report.json}, the reports below it, and {@code atlas.json}, as far as they are there. Tests of the
     * build are no part of a report.
     *
     * @throws IOException if one is there and cannot be read
     */
    static RunOutcomes read(ReportFiles files) throws IOException {
        return read(files, List.of(""), new NoFiles());
    }

    /**
     * Reads the reports of all runs of the newest one's build, and how its tests ended. A newer number stands in place
     * of an older one.
     *
     * @param all where they are
     * @param reports directories of reports in it, the newest first, each with a slash at its end
     * @throws IOException if one is there and cannot be read
     */
    static RunOutcomes readBuild(ReportFiles all, List<String> reports) throws IOException {
        return read(all, reports, all);
    }

    private static RunOutcomes read(ReportFiles files, List<String> reports, ReportFiles tests) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (String report : reports) {
            for (String part : PARTS) {
                JsonNode cells = json(files, report + part + "report.json");
                parts.add(new Part(cells, report + part, cells, false));
            }
            JsonNode atlas = json(files, report + "atlas.json");
            parts.add(new Part(atlas, report, atlas.path("run"), true));
        }
        parts.removeIf(part -> part.run().isMissingNode());
        JsonNode newest = parts.isEmpty()
                ? JsonNodeFactory.instance.missingNode()
                : parts.get(0).run();
        RunOutcomes outcomes = new RunOutcomes(newest, tests);
        // What another build left in the same place is no evidence of this one.
        parts.stream().filter(part -> outcomes.isOfThisBuild(part.run())).forEach(outcomes::add);
        return outcomes;
    }

    /**
     * A file of a report.
     *
     * @param prefix of its pages
     * @param run what it says of the run as a whole
     */
    private record Part(JsonNode json, String prefix, JsonNode run, boolean isAtlas) {}

    private boolean isOfThisBuild(JsonNode run) {
        return BUILD.stream().allMatch(field -> run.at(field).equals(head.at(field)));
    }

    private static JsonNode json(ReportFiles files, String file) throws IOException {
        return files.has(file) ? JSON.readTree(files.read(file)) : JsonNodeFactory.instance.missingNode();
    }

    private void add(Part part) {
        String version = part.run().at(TRANSACTION_VERSION).asText();
        if (part.isAtlas()) {
            addAtlas(part, version);
            return;
        }
        // Those of the matrix come first: a control beside a sabotaged pipeline is the same cell once more.
        part.json().path("cells").forEach(cell -> {
            CellOutcome outcome =
                    new CellOutcome(cell, part.prefix() + cell.path("page").asText());
            cells.putIfAbsent(new OnBrokers(cell.path("id").asText(), version), outcome);
            byModule.putIfAbsent(new OnBrokers(cell.path("module").asText(), version), outcome);
        });
    }

    private void addAtlas(Part part, String version) {
        part.json().path("scenarios").forEach(scenario -> {
            JsonNode cell = scenario.path("cells").path(0);
            if (cell.isObject()) {
                scenarios.putIfAbsent(
                        new OnBrokers(scenario.path("id").asText(), version),
                        new CellOutcome(cell, part.prefix() + cell.path("page").asText()));
            }
        });
        part.json().path("cycles").properties().forEach(module -> {
            Set<String> names = new HashSet<>();
            module.getValue().forEach(step -> names.add(step.path("name").asText()));
            steps.putIfAbsent(
                    new OnBrokers(module.getKey(), version),
                    new TakenSteps(names, part.prefix() + "atlas-" + module.getKey() + ".html"));
        });
    }

    /** What the files say of the newest run as a whole: suite, Kafka, seed, command. */
    JsonNode head() {
        return head;
    }

    boolean hasAtlas() {
        return !steps.isEmpty();
    }

    /** Of a cell of the matrix, of that of databases, or a control beside a sabotaged pipeline. */
    Optional<CellOutcome> cell(Experiment experiment) {
        return Optional.ofNullable(cells.get(onBrokers(experiment, experiment.of())));
    }

    /** Of the first run of a scenario of the atlas. */
    Optional<CellOutcome> scenario(Experiment experiment) {
        return Optional.ofNullable(scenarios.get(onBrokers(experiment, experiment.of())));
    }

    /** Of the cell of a sabotaged pipeline. */
    Optional<CellOutcome> sabotage(Experiment experiment) {
        return Optional.ofNullable(byModule.get(onBrokers(experiment, experiment.of())));
    }

    /** The steps that the module of an experiment takes; empty if they were not recorded. */
    Optional<TakenSteps> steps(Experiment experiment, String module) {
        return Optional.ofNullable(steps.get(onBrokers(experiment, module)));
    }

    /** On brokers with what the experiment says, and if it says nothing, on those of the newest run. */
    private OnBrokers onBrokers(Experiment experiment, String what) {
        return new OnBrokers(
                what,
                experiment
                        .given()
                        .getOrDefault(
                                Weighing.TRANSACTION_VERSION,
                                head.at(TRANSACTION_VERSION).asText()));
    }

    /**
     * How a test of this build ended; empty if it was not run.
     *
     * @throws IOException if the file of it cannot be read
     */
    Optional<TestOutcome> test(Experiment experiment) throws IOException {
        String file = TESTS + experiment.of().replace('#', '.') + ".json";
        JsonNode test = json(tests, file);
        if (test.isMissingNode() || !isOfThisBuild(test)) {
            return Optional.empty();
        }
        String outcome = test.path("outcome").asText();
        return Optional.of(new TestOutcome(
                outcome.equals("passed"), outcome + ", " + test.path("ended").asText(), file));
    }

    /** Where nothing is, and nothing is written. */
    private static final class NoFiles implements ReportFiles {
        @Override
        public boolean has(String file) {
            return false;
        }

        @Override
        public String read(String file) throws IOException {
            throw new IOException("no such file: " + file);
        }

        @Override
        public void write(String file, String text) throws IOException {
            throw new IOException("not written: " + file);
        }
    }
}

package delivery.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Conviction;
import delivery.chaos.audit.Repetitions;
import delivery.chaos.audit.SecondOpinion;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.report.RewrittenReport;
import delivery.chaos.report.Run;
import delivery.chaos.report.compare.ReportFile;
import delivery.chaos.run.ChaosOptions;
import delivery.chaos.run.MatrixKind;
import delivery.chaos.run.Replan;
import delivery.chaos.run.Strangers;
import delivery.chaos.run.Versions;
import delivery.chaos.scenario.ScenarioPlan;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A report of a matrix, or of sabotaged pipelines, audited: that it has the cells that its command runs, each with its
 * own evidence in its own place; that the evidence is a run of this suite's plan; and that every number and every page
 * is what the evidence comes to.
 */
final class ReportAudit {
    private static final String EVIDENCE = "evidence";

    private final Path directory;
    private final String prefix;
    private final JudgedEvidence evidence;
    private final JsonNode json;
    private final Optional<Replan> replan;
    private final List<Cell> cells = new ArrayList<>();
    private final Set<Path> named = new HashSet<>();

    /**
     * @param prefix of paths in what is said: empty, or {@code sabotage/}
     * @param evidence takes what is found
     * @throws IOException in one line, if there is no {@code report.json} that can be read
     */
    ReportAudit(Path directory, String prefix, JudgedEvidence evidence) throws IOException {
        this.directory = directory;
        this.prefix = prefix;
        this.evidence = evidence;
        this.json = ReportFile.read(directory).json();
        this.replan = planned(json.path("command").asText());
    }

    private Optional<Replan> planned(String command) {
        try {
            Replan plans = Replan.of(command, evidence.events());
            plans.eventsFile()
                    .ifPresent(file ->
                            evidence.notes().add(JudgedEvidence.eventsNotRebuilt(prefix + "report.json", file)));
            return Optional.of(plans);
        } catch (IllegalArgumentException unknown) {
            evidence.notes().add(JudgedEvidence.NOT_COMPARABLE + prefix + "report.json: " + unknown.getMessage());
            return Optional.empty();
        }
    }

    /** Judges all of it again. Returns the cells, as the evidence has them. */
    List<Cell> judge() throws IOException {
        Map<String, ScenarioPlan> plans = replan.map(Replan::byEvidence).orElse(Map.of());
        for (JsonNode cell : json.get("cells")) {
            judge(cell, plans);
        }
        if (isOfStrangers()) {
            List<Cell> beside = Strangers.BESIDE.judged(cells);
            cells.clear();
            cells.addAll(beside);
        }
        requireWhole(plans);
        if (Files.isDirectory(directory.resolve(EVIDENCE))) {
            for (Path unnamed : SecondOpinion.evidenceBelow(directory.resolve(EVIDENCE))) {
                if (!named.contains(unnamed)) {
                    complain(directory.relativize(unnamed) + " is evidence of no cell of report.json");
                }
            }
        }
        return cells;
    }

    private void judge(JsonNode cell, Map<String, ScenarioPlan> plans) throws IOException {
        String id = cell.path("id").asText();
        int repetitions = cell.path("repetitions").size();
        List<Cell> runs = new ArrayList<>();
        for (int i = 1; i <= Math.max(1, repetitions); i++) {
            String place = EVIDENCE + "/" + id + (repetitions == 0 ? "" : String.format(Locale.ROOT, "/run-%02d", i));
            String said = (repetitions == 0 ? cell : cell.path("repetitions").get(i - 1))
                    .path(EVIDENCE)
                    .asText();
            if (!said.equals(place)) {
                complain("report.json: the evidence of " + id + " is said to lie in " + said + ", not in " + place);
            }
            named.add(directory.resolve(place));
            boolean eventsKnown = replan.isEmpty() || replan.get().eventsFile().isEmpty();
            SecondOpinion opinion = evidence.judge(
                    directory.resolve(place), prefix + place, Optional.ofNullable(plans.get(place)), eventsKnown);
            if (opinion.cell() != null && !opinion.cell().id().equals(id)) {
                complain(place + " holds the history of " + opinion.cell().id());
            } else if (opinion.cell() != null) {
                runs.add(citedAs(place, opinion.cell()));
            }
        }
        if (cells.stream().anyMatch(other -> other.id().equals(id))) {
            complain("report.json has " + id + " twice");
        } else if (!runs.isEmpty()) {
            cells.add(repetitions == 0 ? runs.get(0) : Repetitions.sum(runs, EVIDENCE + "/" + id));
        }
    }

    /** A report inside another one cites its evidence by a path from the outer one. */
    private static Cell citedAs(String place, Cell cell) {
        return new Cell(
                cell.audit(),
                cell.expectations(),
                cell.verdict(),
                cell.reason(),
                cell.notShown(),
                place,
                cell.evidenceSha256(),
                List.of());
    }

    /** Everything that the command runs is there or said to be missing, and nothing else. */
    private void requireWhole(Map<String, ScenarioPlan> plans) {
        Set<String> missing = new HashSet<>();
        json.path("missing").forEach(one -> missing.add(one.asText()));
        if (!missing.isEmpty()) {
            evidence.notes().add("unfinished  " + prefix + "report.json: its run broke off, without " + missing);
        }
        plans.forEach((place, plan) -> {
            String name = plan.id() + (plan.repetition() == 0 ? "" : " run " + plan.repetition());
            if (!named.contains(directory.resolve(place)) && !missing.contains(name)) {
                complain("report.json has no " + name + ", which its command runs");
            }
        });
        named.stream()
                .map(place -> directory.relativize(place).toString())
                .filter(place -> !plans.isEmpty() && !plans.containsKey(place))
                .forEach(place -> complain("report.json has " + place + ", which its command does not run"));
    }

    /** Whether the run broke off, and says so. */
    boolean isUnfinished() {
        return !json.path("missing").isEmpty();
    }

    /** Whether this build wrote it, so that its pages are those that this build writes. */
    boolean isOfThisBuild() {
        return json.at("/suite/commit").asText().equals(Versions.read().commit());
    }

    /** The trial that this is the report of, if all of it is there. */
    Optional<Trial> trial() {
        return replan.flatMap(Replan::trial)
                .filter(trial -> cells.size() == trial.plans().size())
                .map(trial -> new Trial(json.path("command").asText(), trial.convictions(cells)));
    }

    /** What came of sabotaged pipelines, and the command that tried them. */
    record Trial(String command, List<Conviction> convictions) {}

    /**
     * Writes all pages again, and complains of those that are not what the evidence comes to.
     *
     * @param appendix what it is to say; empty if nobody was tried
     * @param trialPrefix where the trial's evidence lies, from here
     */
    void requirePages(Optional<Trial> appendix, String trialPrefix) throws IOException {
        boolean sameBuild = isOfThisBuild();
        if (!sameBuild) {
            evidence.notes()
                    .add("another build  " + prefix + "report.json: commit "
                            + json.at("/suite/commit").asText() + ", this is "
                            + Versions.read().commit()
                            + "; report.json was held against its evidence, its pages were not");
        }
        RewrittenReport again = new RewrittenReport(directory);
        again.write(json, guarantees(), faults(), cells);
        again.writeAppendix(
                trialPrefix,
                appendix.map(Trial::command).orElse("mvn verify -Psabotage"),
                appendix.map(Trial::convictions).orElse(List.of()));
        again.differences().stream()
                .filter(difference -> sameBuild || difference.startsWith("report.json"))
                .forEach(this::complain);
    }

    private MatrixKind matrix() {
        return replan.map(Replan::matrix).orElse(MatrixKind.KAFKA);
    }

    private boolean isTrial() {
        return replan.flatMap(Replan::trial).isPresent();
    }

    /** Whether it is of pipelines of somebody's: their verdicts depend on those of the modules beside them. */
    private boolean isOfStrangers() {
        return json.path("command").asText().contains("-D" + Strangers.OPTION + "=");
    }

    private boolean isOfProduction() {
        return json.path("command").asText().contains("-Dchaos.faults=" + ChaosOptions.PRODUCTION);
    }

    private List<Guarantee> guarantees() {
        if (isOfStrangers()) {
            return cells.stream()
                    .map(cell -> cell.audit().scenario().guarantee())
                    .distinct()
                    .toList();
        }
        List<PipelineUnderTest> modules = isTrial()
                ? replan.get().plans().stream()
                        .map(ScenarioPlan::pipeline)
                        .distinct()
                        .toList()
                : matrix().pipelines();
        return modules.stream().map(PipelineUnderTest::guarantee).toList();
    }

    private List<Run.FaultDefinition> faults() {
        Stream<Fault> planned =
                replan.stream().flatMap(plan -> plan.plans().stream()).map(ScenarioPlan::fault);
        List<Fault> matrix = isTrial() ? List.of() : isOfProduction() ? Faults.PRODUCTION : matrix().faults();
        return Stream.concat(matrix.stream(), planned)
                .distinct()
                .map(fault -> new Run.FaultDefinition(fault.name(), fault.when(), fault.description()))
                .toList();
    }

    private void complain(String what) {
        evidence.complaints().add(prefix + what);
    }
}

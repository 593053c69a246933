package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.HistoryLine.Scenario;
import delivery.chaos.history.HistoryReader;
import delivery.chaos.history.HistoryReader.BrokenHistoryException;
import delivery.chaos.history.HistoryWriter;
import delivery.chaos.history.Sha256;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Expectation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what of the findings is allowed, with the guarantee in hand: a pure function of the history on disk. */
public final class Judge {
    /** What the names of its processes begin with. */
    static final String PIPELINE = "pipeline";

    private Judge() {}

    /**
     * Audits and judges the history in a directory.
     *
     * @param evidence path of that directory as the report is to cite it
     * @return a cell; HARNESS_ERROR if the history is broken but tells what it was to be
     * @throws BrokenHistoryException if it is broken and does not even tell that
     * @throws IOException if there is none
     */
    public static Cell judge(Path historyDirectory, String evidence) throws IOException {
        String sha256 = Sha256.of(historyDirectory.resolve(HistoryWriter.FILE_NAME));
        Auditor auditor = new Auditor();
        try {
            HistoryReader.read(historyDirectory, auditor);
        } catch (BrokenHistoryException broken) {
            if (auditor.scenario() == null) {
                throw broken;
            }
            return unread(auditor.scenario(), broken.getMessage(), evidence, sha256);
        }
        return judge(auditor.audit(), evidence, sha256);
    }

    private static Cell unread(Scenario scenario, String why, String evidence, String sha256) {
        Map<Anomaly, Expectation> expectations =
                scenario.circumstances().isEmpty() ? Map.of() : expectations(scenario, scenario.circumstances());
        return new Cell(
                Audit.unread(scenario),
                expectations,
                Verdict.HARNESS_ERROR,
                why,
                List.of(),
                evidence,
                sha256,
                List.of());
    }

    private static Cell judge(Audit audit, String evidence, String sha256) {
        Scenario scenario = audit.scenario();
        if (scenario.circumstances().isEmpty()) {
            return unread(scenario, "the scenario names no circumstance, not even UNDISTURBED", evidence, sha256);
        }
        Map<Anomaly, Expectation> expectations = expectations(scenario, circumstances(audit));
        Ruling ruling = new Ruling(audit, expectations);
        // A failed harness may have caused what it found or missed: none of its numbers is worth showing.
        Audit shown = ruling.verdict() == Verdict.HARNESS_ERROR ? audit.withoutFindings() : audit;
        return new Cell(
                shown, expectations, ruling.verdict(), ruling.reason(), ruling.notShown(), evidence, sha256, List.of());
    }

    /**
     * What the fault brings about, and whoever interfered; what the pipeline brought about itself, by working slowly or
     * ending by itself, buys it nothing. Nor does a restart that a fault leaves to the pipeline and that never was: who
     * lives on did again what it did itself.
     */
    private static Set<Circumstance> circumstances(Audit audit) {
        Set<Circumstance> circumstances = EnumSet.copyOf(audit.scenario().circumstances());
        if (isOneProcessToTheEnd(audit)) {
            circumstances.remove(Circumstance.PIPELINE_RESTARTED);
            if (circumstances.isEmpty()) {
                circumstances.add(Circumstance.UNDISTURBED);
            }
        }
        audit.interferences().forEach(interference -> circumstances.addAll(interference.brings()));
        return circumstances;
    }

    /** Whether every instance of the pipeline was started once, and none ended before it was told to. */
    private static boolean isOneProcessToTheEnd(Audit audit) {
        List<ProcessState> pipelines = audit.processes().stream()
                .filter(process -> process.process().startsWith(PIPELINE))
                .toList();
        long started = count(pipelines, ProcessState.State.STARTED);
        boolean ended = count(pipelines, ProcessState.State.KILLED) + count(pipelines, ProcessState.State.EXITED) > 0;
        long instances =
                pipelines.stream().map(ProcessState::process).distinct().count();
        return started > 0 && started == instances && !ended;
    }

    private static long count(List<ProcessState> processes, ProcessState.State state) {
        return processes.stream().filter(process -> process.state() == state).count();
    }

    /** Whether nothing is broken in a scenario, so that whatever is found is the pipeline's own doing. */
    static boolean isControl(Scenario scenario) {
        return scenario.firingsRequired() == 0 && scenario.circumstances().equals(Set.of(Circumstance.UNDISTURBED));
    }

    /** By anomaly, what is expected. Where nothing is broken, no anomaly is, whatever the promise allows. */
    private static Map<Anomaly, Expectation> expectations(Scenario scenario, Set<Circumstance> circumstances) {
        boolean isUndisturbed = isControl(scenario) && circumstances.equals(scenario.circumstances());
        Map<Anomaly, Expectation> expectations = new EnumMap<>(Anomaly.class);
        for (Anomaly anomaly : Anomaly.values()) {
            expectations.put(
                    anomaly,
                    isUndisturbed ? Expectation.FORBIDDEN : scenario.guarantee().expectation(anomaly, circumstances));
        }
        return expectations;
    }
}

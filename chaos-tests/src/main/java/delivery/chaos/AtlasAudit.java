package delivery.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import delivery.chaos.atlas.AtlasPlans;
import delivery.chaos.audit.Cell;
import delivery.chaos.audit.SecondOpinion;
import delivery.chaos.audit.Verdict;
import delivery.chaos.report.RewrittenReport;
import delivery.chaos.scenario.ScenarioPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The atlas of a report audited: every cell of {@code atlas.json} has its own evidence in its own place, is a run of
 * this suite's strike by the seed, and says what the evidence comes to. Which steps a module takes, only a run can
 * tell.
 */
final class AtlasAudit {
    private static final String FILE = "atlas.json";
    private static final String ATLAS = "atlas/";
    private static final String EVIDENCE = "evidence/";

    private final Path directory;
    private final JudgedEvidence evidence;
    private final JsonNode json;
    private final List<Verdict> verdicts = new ArrayList<>();
    private final Set<Path> named = new HashSet<>();

    AtlasAudit(Path directory, JudgedEvidence evidence) throws IOException {
        this.directory = directory;
        this.evidence = evidence;
        this.json = new JsonMapper().readTree(directory.resolve(FILE).toFile());
    }

    static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(FILE));
    }

    /** Judges all of it again. Returns the verdicts, without those that Kafka is known to cause. */
    List<Verdict> judge() throws IOException {
        for (JsonNode scenario : json.path("scenarios")) {
            JsonNode runs = scenario.path("cells");
            for (int i = 0; i < runs.size(); i++) {
                judge(scenario.path("id").asText(), runs.get(i), runs.size() == 1 ? 0 : i + 1);
            }
        }
        Path all = directory.resolve(ATLAS + EVIDENCE);
        for (Path unnamed : Files.isDirectory(all) ? SecondOpinion.evidenceBelow(all) : List.<Path>of()) {
            // The recording of a module's steps, which no scenario is.
            boolean isRecording = unnamed.endsWith("none");
            if (!named.contains(unnamed) && !isRecording) {
                complain(directory.relativize(unnamed) + " is evidence of no scenario of " + FILE);
            }
        }
        return verdicts;
    }

    private void judge(String id, JsonNode written, int repetition) throws IOException {
        String[] names = id.split("/", 2);
        String place =
                ATLAS + EVIDENCE + id + (repetition == 0 ? "" : String.format(Locale.ROOT, "/run-%02d", repetition));
        Optional<ScenarioPlan> plan = AtlasPlans.plan(
                names[0],
                names[names.length - 1],
                repetition,
                json.at("/run/seed").asLong());
        if (plan.isEmpty()) {
            evidence.notes().add(JudgedEvidence.NOT_COMPARABLE + FILE + ": this suite has no " + id);
        }
        named.add(directory.resolve(place));
        SecondOpinion opinion = evidence.judge(directory.resolve(place), place, plan, true);
        if (opinion.cell() == null) {
            return;
        }
        Cell cell = opinion.cell();
        if (!cell.id().equals(id)) {
            complain(place + " holds the history of " + cell.id());
        }
        int transactionVersion = json.at("/run/kafka/transactionVersion").asInt();
        verdicts.add(AtlasPlans.isKnownViolation(cell, transactionVersion) ? Verdict.PASS : cell.verdict());
        String difference = RewrittenReport.difference(
                ", " + id,
                written,
                RewrittenReport.cell(cell, written.path("page").asText()));
        if (!difference.isEmpty()) {
            complain(FILE + difference);
        }
    }

    private void complain(String what) {
        evidence.complaints().add(what);
    }
}

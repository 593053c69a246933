package delivery.chaos;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Contrast;
import delivery.chaos.audit.Conviction;
import delivery.chaos.audit.SecondOpinion;
import delivery.chaos.audit.Verdict;
import delivery.chaos.report.archive.Manifest;
import delivery.chaos.run.CannotStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Judges a report again, without a broker: its evidence, and what it says of it. Or topics that are there already, on a
 * cluster of somebody's.
 */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = {
            "Judges the histories of a report again, holds them against the plan that its seed decides, and "
                    + "report.json and every page against what they come to.",
            "A directory without report.json: each history by itself.",
            "Or, with --bootstrap, judges topics that are there already, from a run of yours."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything comes out the same, and every verdict is PASS; the topics kept the promise",
            "1:something does not come out the same, is refused, unreadable or missing; or a cell is FAIL, or a "
                    + "contrast is missing; the topics broke the promise",
            "2:wrong command line, or nothing to audit; a cluster, topic or group cannot be read, or is not there",
            "3:everything comes out the same, and a cell is INCONCLUSIVE or NOT_EXERCISED, or missing, or of a module "
                    + "or fault that this suite does not have, or the pages are of another build; or topics cannot be "
                    + "judged: records were removed, an event has no id, they grow",
            ExitCode.CONTRACT_BROKEN_SAYS,
            "5:a cell is HARNESS_ERROR, or the audit itself failed"
        },
        footer = ExitCode.ORDER_SAYS)
final class AuditCommand implements Callable<Integer> {
    private static final String SABOTAGE = "sabotage/";
    private static final String OUTSIDE = "outside/";

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "of a whole report, or of one history")
    private Path directory;

    @Mixin
    private TopicsGiven topics = new TopicsGiven();

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description = "the file of -Dchaos.events that the runs took their events from, to hold them against")
    private Path events;

    @Option(
            names = "--expect",
            paramLabel = "SHA256",
            description =
                    "from a citation, whole or its first 16 digits or more: it must be that of evidence audited here;"
                            + " may be given several times")
    private List<String> expected = new ArrayList<>();

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "of publish: every file must be there with its SHA-256, and no other")
    private Path manifest;

    private final List<Verdict> verdicts = new ArrayList<>();
    private final CitableEvidence citable = new CitableEvidence();
    private boolean inPart;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (topics.isAsked()) {
            return judgeTopics().number();
        }
        if (directory == null) {
            throw new ParameterException(
                    spec.commandLine(), "give the directory of a report; or --bootstrap, for topics");
        }
        if (!Files.isDirectory(directory)) {
            throw new ParameterException(spec.commandLine(), directory + " is no directory; give that of a report");
        }
        JudgedEvidence evidence = new JudgedEvidence(Optional.ofNullable(events));
        try {
            judge(evidence);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
        if (evidence.opinions().isEmpty() && evidence.complaints().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "there is no history in " + directory + "; give the directory of a report");
        }
        if (manifest != null) {
            evidence.complaints().addAll(manifest().differences(directory));
        }
        evidence.opinions().forEach(opinion -> citable.add(opinion.sha256()));
        expected.stream()
                .filter(sha256 -> !citable.has(sha256))
                .forEach(sha256 -> evidence.complaints().add("no evidence here has SHA-256 " + sha256));
        AuditText.print(evidence, spec.commandLine().getOut());
        return exitCode(evidence).number();
    }

    private ExitCode judgeTopics() throws IOException, InterruptedException {
        if (directory != null || events != null || manifest != null || !expected.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "topics are judged by what stands in them: DIR, --events, --expect and --manifest are for reports");
        }
        try {
            return topics.judge(spec.commandLine().getOut(), spec.commandLine().getErr());
        } catch (IllegalArgumentException | CannotStartException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private Manifest manifest() {
        try {
            return Manifest.read(manifest);
        } catch (IOException unreadable) {
            throw new ParameterException(spec.commandLine(), unreadable.getMessage(), unreadable);
        }
    }

    private void judge(JudgedEvidence evidence) throws IOException {
        boolean isReport = Files.exists(directory.resolve("report.json"));
        if (isReport) {
            judgeReport(evidence);
        }
        requireWhatNames(evidence, "report.json", "evidence/");
        requireWhatNames(evidence, "atlas.json", "atlas/evidence/");
        requireWhatNames(evidence, SABOTAGE + "report.json", SABOTAGE + "evidence/");
        if (AtlasAudit.isIn(directory)) {
            verdicts.addAll(new AtlasAudit(directory, evidence).judge());
        } else if (!isReport) {
            for (Path history : SecondOpinion.evidenceBelow(directory)) {
                String where = directory.relativize(history).toString();
                SecondOpinion opinion = evidence.judgeByItself(history, where.isEmpty() ? "." : where);
                Optional.ofNullable(opinion.cell()).map(Cell::verdict).ifPresent(verdicts::add);
            }
        }
    }

    /** Who takes the file away that names evidence is not to be rid of that evidence. */
    private void requireWhatNames(JudgedEvidence evidence, String file, String named) {
        if (Files.isDirectory(directory.resolve(named)) && !Files.exists(directory.resolve(file))) {
            evidence.complaints().add(file + " is missing, and " + named + " is there");
        }
    }

    private void judgeReport(JudgedEvidence evidence) throws IOException {
        ReportAudit matrix = new ReportAudit(directory, "", evidence);
        List<Cell> cells = matrix.judge();
        Path appendix = directory.resolve(SABOTAGE);
        Optional<ReportAudit.Trial> trial = matrix.trial();
        String trialPrefix = "";
        if (trial.isEmpty()) {
            trialPrefix = SABOTAGE;
            if (Files.exists(appendix.resolve("report.json"))) {
                ReportAudit sabotage = new ReportAudit(appendix, SABOTAGE, evidence);
                sabotage.judge();
                trial = sabotage.trial();
                sabotage.requirePages(trial, "");
            }
        }
        matrix.requirePages(trial, trialPrefix);
        inPart = matrix.isUnfinished() || !matrix.isOfThisBuild();
        trial.ifPresent(tried -> tried.convictions().forEach(conviction -> verdicts.add(verdict(conviction))));
        // Whoever is tried is to FAIL, and to stand apart from nobody.
        if (matrix.trial().isEmpty()) {
            cells.forEach(cell -> verdicts.add(cell.verdict()));
            boolean contrastMissing =
                    Contrast.check(cells).stream().anyMatch(finding -> finding.status() == Contrast.Status.MISSING);
            if (contrastMissing) {
                verdicts.add(Verdict.FAIL);
            }
        }
        if (Files.exists(directory.resolve(OUTSIDE).resolve("report.json"))) {
            ReportAudit outside = new ReportAudit(directory.resolve(OUTSIDE), OUTSIDE, evidence);
            outside.judge().forEach(cell -> verdicts.add(cell.verdict()));
            outside.requirePages(Optional.empty(), SABOTAGE);
        }
        citable.add(cells);
    }

    /** What a trial says of the judge: a sabotage that escaped is the worst there is. */
    private static Verdict verdict(Conviction conviction) {
        return switch (conviction.status()) {
            case CONVICTED -> Verdict.PASS;
            case ESCAPED -> Verdict.FAIL;
            case CONTROL_ACCUSED -> conviction.control().verdict();
        };
    }

    private ExitCode exitCode(JudgedEvidence evidence) {
        if (!evidence.isSame()) {
            return ExitCode.BROKEN;
        }
        ExitCode code = ExitCode.ofVerdicts(verdicts);
        return code == ExitCode.KEPT && (inPart || !evidence.isComparable()) ? ExitCode.NOT_JUDGED : code;
    }
}

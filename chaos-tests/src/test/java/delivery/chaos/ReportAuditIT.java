package delivery.chaos;

import static delivery.chaos.scenario.MadeUpReport.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.Schedule;
import delivery.chaos.run.Versions;
import delivery.chaos.scenario.MadeUpReport;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Expectation;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Whatever is done to a report, with or without new checksums: {@code audit} of it does not end with 0. */
class ReportAuditIT {
    private static final String[] OPTIONS = {
        "chaos.modules", "idempotent-producer,transactional-eos", "chaos.faults", "acks-lost", "chaos.seed", "42"
    };
    private static final String CELL = "idempotent-producer/acks-lost";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path shared;

    @TempDir
    private Path directory;

    private Path report;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void writeOne() throws IOException {
        new MadeUpReport(shared.resolve("report"), OPTIONS).write();
    }

    @BeforeEach
    void copyIt() throws IOException {
        report = directory.resolve("report");
        copy(shared.resolve("report"), report);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private int audit(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(
                Stream.concat(Stream.of("audit"), Arrays.stream(arguments)).toArray(String[]::new));
    }

    private String evidence(String id) {
        return report.resolve("evidence").resolve(id).toString();
    }

    private MadeUpReport forged(String id, UnaryOperator<List<HistoryLine>> forgery) throws IOException {
        return new MadeUpReport(report, OPTIONS)
                .forge(id, forgery)
                .writePages(Versions.read().commit());
    }

    private ObjectNode json() throws IOException {
        return (ObjectNode) JSON.readTree(report.resolve("report.json").toFile());
    }

    private ObjectNode cell(ObjectNode json, String id) {
        for (JsonNode cell : json.get("cells")) {
            if (cell.get("id").asText().equals(id)) {
                return (ObjectNode) cell;
            }
        }
        throw new AssertionError("no cell " + id);
    }

    @Test
    void comesOutTheSameWhenNothingWasDoneToIt() {
        assertThat(audit(report.toString())).as(out.toString()).isIn(0, 3);
        assertThat(out.toString())
                .containsPattern("same  [A-Z_]+ transactional-eos/acks-lost  evidence/transactional-eos/acks-lost  ")
                .contains("2 judged again: 2 same\n")
                .doesNotContain("differs");
    }

    @Test
    void endsWithZeroWhenEveryVerdictIsPass() throws IOException {
        Path control = directory.resolve("control");
        new MadeUpReport(control, "chaos.modules", "streams-eos", "chaos.faults", "none", "chaos.seed", "1").write();

        assertThat(audit(control.toString())).as(out.toString()).isZero();
    }

    @Test
    void missesACellWhoseEvidenceWasDeleted() throws IOException {
        delete(report.resolve("evidence").resolve(CELL));

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("missing  -  evidence/" + CELL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"idempotent-producer/acks-lost", "idempotent-producer"})
    void missesWhatWasDeletedFromTheWholeReport(String deleted) throws IOException {
        delete(report.resolve("evidence").resolve(deleted));
        new MadeUpReport(report, OPTIONS).writePages(Versions.read().commit());

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("report.json has no " + CELL + ", which its command runs");
    }

    @Test
    void noticesACellThatWasCopiedOverAnother() throws IOException {
        copy(Path.of(evidence("transactional-eos/acks-lost")), Path.of(evidence(CELL)));

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("refused  ", "evidence/" + CELL + " holds the history of transactional-eos/acks-lost");
    }

    @Test
    void noticesACellThatWasMovedIntoTheAppendix() throws IOException {
        copy(Path.of(evidence(CELL)), report.resolve("sabotage/evidence").resolve(CELL));
        delete(Path.of(evidence(CELL)));

        assertThat(audit(report.toString())).isEqualTo(1);
    }

    @Test
    void noticesEvidenceOfNoCell() throws IOException {
        copy(Path.of(evidence(CELL)), report.resolve("evidence/idempotent-producer/zombie"));

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("evidence/idempotent-producer/zombie is evidence of no cell of report.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost", "seed"})
    void noticesANumberThatWasEditedInReportJson(String name) throws IOException {
        ObjectNode json = json();
        cell(json, CELL).put(name, 7_777);
        JSON.writeValue(report.resolve("report.json").toFile(), json);

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("report.json, cells, " + CELL + ", " + name + ": it says 7777, and");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verdict", "evidence"})
    void noticesAWordThatWasEditedInReportJson(String name) throws IOException {
        ObjectNode json = json();
        cell(json, CELL).put(name, "evidence/elsewhere");
        JSON.writeValue(report.resolve("report.json").toFile(), json);

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("differs  report.json, cells, " + CELL + ", " + name + ": it says");
    }

    @Test
    void noticesAContrastThatWasEdited() throws IOException {
        Path apart = directory.resolve("apart");
        new MadeUpReport(
                        apart,
                        "chaos.modules",
                        "at-least-once,idempotent-producer",
                        "chaos.faults",
                        "acks-lost",
                        "chaos.seed",
                        "1")
                .write();
        ObjectNode json =
                (ObjectNode) JSON.readTree(apart.resolve("report.json").toFile());
        assertThat(json.at("/contrast/0/status").asText())
                .as("at-least-once shows nothing")
                .isEqualTo("MISSING");
        ((ObjectNode) json.get("contrast").get(0)).put("status", "HELD");
        JSON.writeValue(apart.resolve("report.json").toFile(), json);

        assertThat(audit(apart.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("report.json, contrast, 1, status: it says \"HELD\"");
    }

    @Test
    void noticesACellThatStandsTwiceInReportJson() throws IOException {
        ObjectNode json = json();
        ((ArrayNode) json.get("cells")).add(cell(json, CELL).deepCopy());
        JSON.writeValue(report.resolve("report.json").toFile(), json);

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("report.json has " + CELL + " twice");
    }

    @Test
    void noticesACellThatWasTakenFromReportJsonAlone() throws IOException {
        ObjectNode json = json();
        ((ArrayNode) json.get("cells")).remove(0);
        JSON.writeValue(report.resolve("report.json").toFile(), json);

        assertThat(audit(report.toString())).isEqualTo(1);
    }

    @Test
    void noticesEveryPageThatWasEditedOrDeleted() throws IOException {
        List<String> pages = List.of(
                "report.md",
                "index.html",
                "claims.html",
                "traps.html",
                "transactional-eos.html",
                "idempotent-producer/acks-lost.html");
        for (String page : pages) {
            Path file = report.resolve(page);
            Files.writeString(file, Files.readString(file).replaceFirst("acks-lost", "acks-kept"));
        }
        Files.delete(report.resolve("idempotent-producer.html"));

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(pages)
                .allSatisfy(page -> assertThat(out.toString())
                        .contains("differs  " + page + " is not what its evidence comes to, first in line "));
        assertThat(out.toString()).contains("idempotent-producer.html is missing", "; 7 other differences");
    }

    @Test
    void noticesThatReportJsonWasDeleted() throws IOException {
        Files.delete(report.resolve("report.json"));
        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("report.json is missing, and evidence/ is there");
    }

    /** A report of the main job has an atlas, too: it is not to pass for one of an atlas alone. */
    @Test
    void noticesThatReportJsonWasDeletedBesideAnAtlas() throws IOException {
        Files.delete(report.resolve("report.json"));
        Files.writeString(report.resolve("atlas.json"), "{\"scenarios\": []}");

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("differs  report.json is missing, and evidence/ is there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"atlas", "sabotage"})
    void noticesEvidenceWhoseReportWasDeleted(String part) throws IOException {
        copy(Path.of(evidence(CELL)), report.resolve(part).resolve("evidence").resolve(CELL));

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains(".json is missing, and " + part + "/evidence/ is there");
    }

    /** The judge is on trial there: that nobody is convicted is the worst that can come of it. */
    @Test
    void endsWithOneWhenASabotageEscaped() throws IOException {
        Path trial = directory.resolve("trial");
        MadeUpReport.ofSabotages(trial, "chaos.sabotages", "flush-forgotten", "chaos.seed", "1")
                .write();

        assertThat(audit(trial.toString())).as(out.toString()).isEqualTo(1);
        assertThat(out.toString()).doesNotContain("differs  ");
    }

    @Test
    void endsWithZeroWhenTheAccusedAreConvictedAndTheCorrectAcquitted() throws IOException {
        Path trial = directory.resolve("trial");
        MadeUpReport.ofSabotages(trial, "chaos.sabotages", "flush-forgotten", "chaos.seed", "1")
                .write()
                .forge("flush-forgotten/killed-behind-commit", ReportAuditIT::withoutLastEffect)
                .writePages(Versions.read().commit());

        assertThat(audit(trial.toString())).as(out.toString()).isZero();
        assertThat(out.toString()).contains("same  FAIL flush-forgotten/killed-behind-commit");
    }

    /** What was never held against anything is not called the same. */
    @Test
    void doesNotEndWithZeroWhenThePagesAreOfAnotherBuild() throws IOException {
        Path control = directory.resolve("control");
        new MadeUpReport(control, "chaos.modules", "streams-eos", "chaos.faults", "none", "chaos.seed", "1")
                .write()
                .writePages("0123abcd");

        assertThat(audit(control.toString())).as(out.toString()).isEqualTo(3);
    }

    private static HistoryLine.Scenario with(HistoryLine line, Guarantee guarantee, Set<Circumstance> circumstances) {
        HistoryLine.Scenario scenario = (HistoryLine.Scenario) line;
        return new HistoryLine.Scenario(
                scenario.schema(),
                scenario.module(),
                scenario.fault(),
                scenario.course(),
                scenario.seed(),
                scenario.startedAt(),
                guarantee,
                circumstances,
                0,
                scenario.versions(),
                scenario.repeat());
    }

    private static UnaryOperator<HistoryLine> promising(Expectation lost, String isolationLevel) {
        return line -> {
            HistoryLine.Scenario scenario = (HistoryLine.Scenario) line;
            Guarantee relaxed = Guarantee.of(
                    scenario.guarantee().name(),
                    scenario.guarantee().promise(),
                    isolationLevel,
                    (anomaly, circumstance) -> anomaly == Anomaly.LOST
                            ? lost
                            : scenario.guarantee().expectations().get(anomaly).get(circumstance));
            return with(scenario, relaxed, scenario.circumstances());
        };
    }

    private static Effect lastEffect(List<HistoryLine> lines) {
        return lines.stream()
                .filter(Effect.class::isInstance)
                .map(Effect.class::cast)
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    private static List<HistoryLine> without(List<HistoryLine> lines, Predicate<HistoryLine> left) {
        return lines.stream().filter(left.negate()).toList();
    }

    private static List<HistoryLine> withoutLastEffect(List<HistoryLine> lines) {
        return without(lines, lastEffect(lines)::equals);
    }

    private static List<HistoryLine> withoutItsEvent(List<HistoryLine> lines) {
        String id = lastEffect(lines).eventId();
        return without(lines, line -> line instanceof Event event && event.id().equals(id));
    }

    /** Each makes a history that agrees with itself, and says something milder than what was. */
    static Stream<UnaryOperator<List<HistoryLine>>> forgeries() {
        return Stream.of(
                // The effect of an event is gone, and losing is allowed.
                lines -> each(HistoryLine.Scenario.class, promising(Expectation.ACCEPTABLE, Guarantee.READ_UNCOMMITTED))
                        .apply(withoutLastEffect(lines)),
                each(HistoryLine.Scenario.class, promising(Expectation.FORBIDDEN, Guarantee.READ_COMMITTED)),
                // What brings more about, allows more.
                each(
                        HistoryLine.Scenario.class,
                        line -> with(
                                line,
                                ((HistoryLine.Scenario) line).guarantee(),
                                Set.of(Circumstance.ACK_LOST, Circumstance.PIPELINE_RESTARTED))),
                // The fault never fired, and did not have to.
                lines -> each(
                                HistoryLine.Scenario.class,
                                line -> with(
                                        line,
                                        ((HistoryLine.Scenario) line).guarantee(),
                                        ((HistoryLine.Scenario) line).circumstances()))
                        .apply(without(lines, Firing.class::isInstance)),
                // A lost event was never sent.
                lines -> withoutLastEffect(withoutItsEvent(lines)),
                each(Schedule.class, line -> new Schedule(List.of())),
                each(Event.class, line -> {
                    Event event = (Event) line;
                    return new Event(event.id(), event.page() + "x", event.partition(), event.offset());
                }));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void refusesAHistoryThatWasMadeMilderAndEverythingThatRestsOnItMadeAnew(UnaryOperator<List<HistoryLine>> forgery)
            throws IOException {
        forged(CELL, forgery);

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("refused  ")
                .containsPattern("in this suite, by its seed, ")
                .doesNotContain("differs  ");
    }

    @Test
    void refusesAForgedHistoryAlsoByItself() throws IOException {
        forged(CELL, each(Schedule.class, line -> new Schedule(List.of())));

        assertThat(audit(evidence(CELL))).isEqualTo(1);
        assertThat(out.toString()).contains("refused  ", "its schedule is Schedule[aims=[]], and in this suite");
    }

    @Test
    void refusesAHistoryOfAnotherSeed() throws IOException {
        forged(CELL, each(HistoryLine.Scenario.class, line -> {
            HistoryLine.Scenario scenario = (HistoryLine.Scenario) line;
            return new HistoryLine.Scenario(
                    scenario.schema(),
                    scenario.module(),
                    scenario.fault(),
                    scenario.course(),
                    scenario.seed() + 1,
                    scenario.startedAt(),
                    scenario.guarantee(),
                    scenario.circumstances(),
                    scenario.firingsRequired(),
                    scenario.versions(),
                    scenario.repeat());
        }));

        assertThat(audit(report.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("its seed is ");
        assertThat(audit(evidence(CELL))).isEqualTo(1);
        assertThat(out.toString()).contains("this suite runs no " + CELL + " with seed ");
    }

    @Test
    void judgesASingleHistoryByTheCommandThatItNames() {
        assertThat(audit(evidence("transactional-eos/acks-lost")))
                .as(out.toString())
                .isIn(0, 3);
        assertThat(out.toString()).contains(" transactional-eos/acks-lost  .  ", "1 judged again: 1 same");
    }

    @Test
    void findsTheSha256OfACitationOrSaysThatItIsNotThere() throws IOException {
        String sha256 = cell(json(), "transactional-eos/acks-lost")
                .get("evidenceSha256")
                .asText();
        String other = "0".repeat(64);

        assertThat(audit(evidence("transactional-eos/acks-lost"), "--expect", sha256))
                .isIn(0, 3);
        assertThat(out.toString()).contains(sha256);
        assertThat(audit(evidence("transactional-eos/acks-lost"), "--expect", sha256, "--expect", other))
                .isEqualTo(1);
        assertThat(out.toString()).contains("no evidence here has SHA-256 " + other);
        assertThat(audit(evidence("transactional-eos/acks-lost"), "--expect", ""))
                .isEqualTo(1);
    }

    @Test
    void findsTheSha256ThatTheWholeMatrixIsCitedBy() throws IOException {
        String page = Files.readString(report.resolve("index.html"));
        ObjectNode json = json();
        StringBuilder lines = new StringBuilder();
        json.get("cells")
                .forEach(cell ->
                        lines.append(cell.get("evidenceSha256").asText()).append('\n'));
        String whole = sha256(lines.toString());

        assertThat(page).contains(whole);
        assertThat(audit(report.toString(), "--expect", whole)).isIn(0, 3);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void rebuildsEventsFromAFileThatIsGivenAndSaysWhenItIsNot() throws IOException {
        Path views = Files.writeString(directory.resolve("views.txt"), "/a\n/b\n/c\n");
        Path others = Files.writeString(directory.resolve("others.txt"), "/a\n/b\n/d\n");
        Path fromFile = directory.resolve("from-file");
        new MadeUpReport(
                        fromFile,
                        "chaos.modules",
                        "at-least-once",
                        "chaos.faults",
                        "none",
                        "chaos.seed",
                        "3",
                        "chaos.events",
                        views.toString())
                .write();

        assertThat(audit(fromFile.toString(), "--events", views.toString()))
                .as(out.toString())
                .isZero();
        assertThat(out.toString()).doesNotContain("not rebuilt");
        assertThat(audit(fromFile.toString())).isZero();
        assertThat(out.toString()).contains("not rebuilt  report.json: its events are from " + views);
        assertThat(audit(fromFile.toString(), "--events", others.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("refused  ", "event 3 is Event[id=");
    }

    @Test
    void knowsEveryRepetitionByItsPlace() throws IOException {
        Path repeated = directory.resolve("repeated");
        new MadeUpReport(
                        repeated,
                        "chaos.modules",
                        "at-least-once",
                        "chaos.faults",
                        "none",
                        "chaos.seed",
                        "3",
                        "chaos.repeat",
                        "2")
                .write();
        assertThat(audit(repeated.toString())).as(out.toString()).isZero();

        Path first = repeated.resolve("evidence/at-least-once/none/run-01");
        copy(first, repeated.resolve("evidence/at-least-once/none/run-02"));

        assertThat(audit(repeated.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("refused  PASS at-least-once/none  evidence/at-least-once/none/run-02");
    }

    @Test
    void endsWithThreeWhenTheRunBrokeOffAndSaysSo() throws IOException {
        delete(report.resolve("evidence").resolve(CELL));
        MadeUpReport broken = new MadeUpReport(report, OPTIONS).brokenOff(CELL);
        broken.writePages(Versions.read().commit());

        assertThat(audit(report.toString())).as(out.toString()).isEqualTo(3);
        assertThat(out.toString()).contains("unfinished  report.json: its run broke off, without [" + CELL + "]");
    }

    @Test
    void holdsNoPagesAgainstThoseOfAnotherBuildButEveryNumber() throws IOException {
        new MadeUpReport(report, OPTIONS).writePages("0123abcd");
        Files.writeString(report.resolve("index.html"), "pages may look otherwise in another build");

        assertThat(audit(report.toString())).as(out.toString()).isEqualTo(3);
        assertThat(out.toString()).contains("another build  report.json: commit 0123abcd, this is ");

        ObjectNode json = json();
        cell(json, CELL).put("lost", 1);
        JSON.writeValue(report.resolve("report.json").toFile(), json);
        assertThat(audit(report.toString())).isEqualTo(1);
    }
}

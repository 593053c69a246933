package delivery.chaos.run;

import static delivery.chaos.audit.LiteralHistory.history;
import static delivery.chaos.audit.Verdict.CONTRACT_BROKEN;
import static delivery.chaos.audit.Verdict.FAIL;
import static delivery.chaos.audit.Verdict.HARNESS_ERROR;
import static delivery.chaos.audit.Verdict.INCONCLUSIVE;
import static delivery.chaos.audit.Verdict.NOT_EXERCISED;
import static delivery.chaos.audit.Verdict.PASS;
import static delivery.contract.Circumstance.ACK_LOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Judge;
import delivery.chaos.audit.LiteralHistory;
import delivery.chaos.audit.Verdict;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.catalogue.Faults;
import delivery.chaos.history.HistoryLine.Schedule;
import delivery.chaos.history.HistoryReader.BrokenHistoryException;
import delivery.chaos.history.HistoryWriter;
import delivery.chaos.pipeline.PipelineUnderTest;
import delivery.chaos.pipeline.Pipelines;
import delivery.chaos.process.JavaCommand;
import delivery.chaos.scenario.ScenarioPlan;
import delivery.chaos.workload.PageViews;
import delivery.contract.Expectation;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way that is known in which a cell could turn green without having been put to the test, gone: on a real
 * cluster, with pipelines and faults made for it, and by histories written out by hand where no scenario gets there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoVacuousGreenIT {
    private static final Fault CONTROL = Faults.MATRIX.get(0);

    @TempDir
    private Path directory;

    private Map<String, Cell> cells;

    @BeforeAll
    void runThem() throws Exception {
        List<ScenarioPlan> plans = Stream.concat(
                        Stream.of(
                                        FaultsThatProveNothing.neverStartsThePipeline(),
                                        FaultsThatProveNothing.neverFires(),
                                        FaultsThatProveNothing.firesWithoutProof(),
                                        FaultsThatProveNothing.killsAfterTheEnd(),
                                        FaultsThatProveNothing.fails())
                                .map(fault ->
                                        plan(Pipelines.named("at-least-once").orElseThrow(), fault)),
                        Stream.of(commitsOnly(), endsAtOnce()).map(pipeline -> plan(pipeline, CONTROL)))
                .toList();
        Path target = JavaCommand.location(ChaosRun.class).getParent();
        cells = new ChaosRun(
                        ChaosOptions.from(new Properties()),
                        target.resolve("vacuous-report"),
                        target.resolve("vacuous"),
                        System.out)
                .run(plans, "NoVacuousGreenIT").stream().collect(Collectors.toMap(Cell::id, Function.identity()));
    }

    private static ScenarioPlan plan(PipelineUnderTest pipeline, Fault fault) {
        return new ScenarioPlan(pipeline, fault, 0, 42, new PageViews.Generated(), "NoVacuousGreenIT");
    }

    private static PipelineUnderTest commitsOnly() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return lenient("commits-only", JavaCommand.executable(), "-cp", classPath, CommitsOnly.class.getName());
    }

    private static PipelineUnderTest endsAtOnce() {
        return lenient("ends-at-once", "false");
    }

    /** Its promise allows everything: nothing but the lack of a test can keep it from being green. */
    private static PipelineUnderTest lenient(String name, String... command) {
        return new PipelineUnderTest(
                Guarantee.of(
                        name,
                        "Anything may happen.",
                        Guarantee.READ_UNCOMMITTED,
                        (anomaly, circumstance) -> Expectation.ACCEPTABLE),
                () -> List.of(command));
    }

    private void assertThatIs(Verdict verdict, String id, String... words) {
        assertThat(cells.get(id).verdict()).as(cells.get(id).reason()).isEqualTo(verdict);
        assertThat(List.of(words))
                .allSatisfy(word -> assertThat(cells.get(id).reason()).contains(word));
    }

    private void assertThatIs(Verdict verdict, LiteralHistory history, String... words) throws IOException {
        Cell cell = history.judgedBelow(directory);
        assertThat(cell.verdict()).as(cell.reason()).isEqualTo(verdict);
        assertThat(List.of(words)).allSatisfy(word -> assertThat(cell.reason()).contains(word));
    }

    /** One that would be green: what the others lack. */
    private static LiteralHistory good() {
        return history().under("acks-lost", 1, ACK_LOST).event("e1", "/a", 0, 0).effect("e1", "/a", 1, 0, 0);
    }

    @Test
    void thePipelineNeverStarted() {
        assertThatIs(INCONCLUSIVE, "at-least-once/never-starts", "it waits on: the pipeline to start");
    }

    @Test
    void thePipelineEndsAtOnceWheneverItIsStarted() {
        assertThatIs(
                CONTRACT_BROKEN, "ends-at-once/none", "it was started 10 times and ended each time without progress");
    }

    @Test
    void theFaultNeverFired() {
        assertThatIs(
                NOT_EXERCISED, "at-least-once/never-fires", "had to strike 1 time and struck, with proof, 0 times");
    }

    @Test
    void theFaultFiredWithoutProof() {
        assertThatIs(NOT_EXERCISED, "at-least-once/no-proof", "struck, with proof, 0 times");
    }

    @Test
    void theFaultFiredAfterTheEndWithNoRecordInFlight() {
        assertThatIs(NOT_EXERCISED, "at-least-once/after-the-end", "struck, with proof, 0 times");
    }

    @Test
    void theFaultFiredLessOftenThanItHasTo() throws IOException {
        assertThatIs(
                NOT_EXERCISED,
                good().under("acks-lost", 2, ACK_LOST).fired(),
                "had to strike 2 times and struck, with proof, 1");
    }

    @Test
    void theHarnessFailed() {
        assertThatIs(HARNESS_ERROR, "at-least-once/fails", "the harness has a bug");
    }

    @Test
    void theOutputIsEmptyThoughEverythingIsCommitted() {
        assertThatIs(FAIL, "commits-only/none", "lost, which is forbidden");
    }

    @Test
    void theFaultFiredWhereNothingWasAtRisk() throws IOException {
        LiteralHistory aimed = history()
                .under("acks-lost", 1, ACK_LOST)
                .line(new Schedule(List.of(new Schedule.Aim("PRODUCE", 0, 0))))
                .event("e1", "/a", 0, 0)
                .effect("e1", "/a", 1, 0, 0);

        assertThatIs(NOT_EXERCISED, aimed.atRisk().fired(), "no strike put an event at risk");
    }

    @Test
    void theDrainTimedOut() throws IOException {
        assertThatIs(INCONCLUSIVE, good().fired().stuckOn("committed offsets"), "not drained, it waits on");
    }

    @Test
    void theHistoryHasNoEvents() throws IOException {
        assertThatIs(HARNESS_ERROR, history().under("acks-lost", 1, ACK_LOST).fired(), "no event was sent");
    }

    @Test
    void theHistoryIsCutOff() throws IOException {
        Path cutOff = good().fired().writtenBelow(directory);
        Path file = cutOff.resolve(HistoryWriter.FILE_NAME);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 40));

        assertThatThrownBy(() -> Judge.judge(cutOff, "evidence")).isInstanceOf(BrokenHistoryException.class);
    }

    @Test
    void theAuditorReadNothing() throws IOException {
        Path empty = good().fired().writtenBelow(directory);
        Files.write(empty.resolve(HistoryWriter.FILE_NAME), new byte[0]);

        assertThatThrownBy(() -> Judge.judge(empty, "evidence")).isInstanceOf(BrokenHistoryException.class);
    }

    @Test
    void andWhatLacksNothingIsGreen() throws IOException {
        assertThatIs(PASS, good().fired());
    }
}

package delivery.chaos.audit;

import delivery.chaos.form.Yield;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.ContractBroken;
import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.End;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.Interference;
import delivery.chaos.history.HistoryLine.Marker;
import delivery.chaos.history.HistoryLine.Range;
import delivery.chaos.history.HistoryLine.Scenario;
import delivery.chaos.history.HistoryWriter;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Expectation;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A history written out by hand, line after line, as a test wants it. Unless said otherwise it is the control of
 * at-least-once, drained, with nothing wrong in the harness.
 */
public final class LiteralHistory {
    private final List<HistoryLine> lines = new ArrayList<>();
    private final Map<Integer, Long> inputEnds = new HashMap<>();
    private final Map<Integer, Long> committed = new HashMap<>();
    private final Set<Circumstance> observed = EnumSet.noneOf(Circumstance.class);
    private final List<String> harnessErrors = new ArrayList<>();
    private Guarantee guarantee = Promises.AT_LEAST_ONCE;
    private Yield yields;
    private String fault = "control";
    private String course = "exact";
    private Set<Circumstance> circumstances = EnumSet.of(Circumstance.UNDISTURBED);
    private int firingsRequired;
    private int firings;
    private String repeat = "";
    private String waitsOn = "";
    private boolean idle;
    private boolean explainsGaps = true;
    private List<Range> atRisk = EVERYWHERE;
    private final Map<Integer, Long> unreadableEnds = new HashMap<>();

    private static final List<Range> EVERYWHERE =
            List.of(new Range(0, 0, 1_000), new Range(1, 0, 1_000), new Range(2, 0, 1_000));

    private LiteralHistory() {}

    public static LiteralHistory history() {
        return new LiteralHistory();
    }

    public LiteralHistory promising(Guarantee promise) {
        guarantee = promise;
        return this;
    }

    /** The fault, what it brings about, and how often it had to fire. */
    public LiteralHistory under(String faultName, int required, Circumstance... broughtAbout) {
        fault = faultName;
        firingsRequired = required;
        circumstances = Set.of(broughtAbout);
        return this;
    }

    /** The command that runs it again; of its own if nobody says. */
    public LiteralHistory repeatedBy(String command) {
        repeat = command;
        return this;
    }

    /** What the output is to hold of each event. */
    public LiteralHistory yielding(Yield effects) {
        yields = effects;
        return this;
    }

    public LiteralHistory onTheRaggedCourse() {
        course = "ragged";
        return this;
    }

    /** Topics that are there already, from a run that went through this. */
    public LiteralHistory ofTopicsGiven(Circumstance... wentThrough) {
        course = Scenario.TOPICS_GIVEN;
        return under("none", 0, wentThrough);
    }

    public LiteralHistory event(String id, String page, int partition, long offset) {
        inputEnds.merge(partition, offset + 1, Math::max);
        return line(new Event(id, page, partition, offset));
    }

    /** An effect without a transaction, which every consumer is given. */
    public LiteralHistory effect(String eventId, String page, Long count, int partition, long offset) {
        return line(new Effect(partition, offset, eventId, page, count, -1, -1, false, true));
    }

    public LiteralHistory effect(String eventId, String page, long count, int partition, long offset) {
        return effect(eventId, page, Long.valueOf(count), partition, offset);
    }

    /** Puts the effect just given into a transaction. */
    public LiteralHistory inTransactionOf(long producerId, int epoch) {
        Effect last = (Effect) lines.remove(lines.size() - 1);
        return line(new Effect(
                last.partition(),
                last.offset(),
                last.eventId(),
                last.page(),
                last.count(),
                producerId,
                epoch,
                true,
                last.readCommitted()));
    }

    /** The effect just given was not given to a read_committed consumer. */
    public LiteralHistory uncommitted() {
        Effect last = (Effect) lines.remove(lines.size() - 1);
        return line(new Effect(
                last.partition(),
                last.offset(),
                last.eventId(),
                last.page(),
                last.count(),
                last.producerId(),
                last.producerEpoch(),
                last.transactional(),
                false));
    }

    public LiteralHistory commit(int partition, long offset, long producerId, int epoch) {
        return line(new Marker(partition, offset, producerId, epoch, true));
    }

    public LiteralHistory abort(int partition, long offset, long producerId, int epoch) {
        return line(new Marker(partition, offset, producerId, epoch, false));
    }

    /** The fault fired, with proof, and the pipeline recovered after 250 ms. */
    public LiteralHistory fired() {
        firings++;
        return fired(
                "the acknowledgement of Produce " + firings + " was lost", Map.of("ApiKey", "Produce", "offset", 17));
    }

    public LiteralHistory fired(String what, Map<String, Object> proof) {
        return fired(what, proof, EVERYWHERE);
    }

    /** The same, with the events that were in flight. */
    public LiteralHistory fired(String what, Map<String, Object> proof, List<Range> inFlight) {
        return line(new Firing(firings, 1_000, 1_100, 1_250L, inFlight, atRiskOf(inFlight), what, proof));
    }

    /** What was in flight was at risk of being lost and done twice, as far as a test does not say otherwise. */
    private Map<Anomaly, List<Range>> atRiskOf(List<Range> inFlight) {
        List<Range> ranges = atRisk.equals(EVERYWHERE) ? inFlight : atRisk;
        return Stream.of(Anomaly.LOST, Anomaly.DUPLICATED, Anomaly.MISCOUNTED)
                .filter(anomaly -> !ranges.isEmpty())
                .collect(Collectors.toMap(anomaly -> anomaly, anomaly -> ranges));
    }

    /** What is at risk at the firings to come, in the place of all that is in flight. */
    public LiteralHistory atRisk(Range... ranges) {
        atRisk = List.of(ranges);
        return this;
    }

    public LiteralHistory observed(Circumstance circumstance) {
        observed.add(circumstance);
        return this;
    }

    /** Somebody who is not of the run did something to the pipeline. */
    public LiteralHistory interfered(String what, Circumstance... brings) {
        return line(new Interference(2_000, "pipeline", Set.of(brings), what));
    }

    public LiteralHistory contractBroken(String what) {
        return line(new ContractBroken(2_000, "pipeline", what));
    }

    public LiteralHistory stuckOn(String what) {
        waitsOn = what;
        return this;
    }

    /** The same, and the pipeline stands idle before it. */
    public LiteralHistory idleBefore(String what) {
        idle = true;
        return stuckOn(what);
    }

    /** Effects were acknowledged up to before this offset of an output partition, and nobody could read as far. */
    public LiteralHistory unreadableUpTo(int partition, long end) {
        unreadableEnds.put(partition, end);
        return this;
    }

    /** Offsets that a test leaves out are left out of the history too. */
    public LiteralHistory leavingGaps() {
        explainsGaps = false;
        return this;
    }

    /** The offset committed for an input partition at the deadline, if it is not after its last event. */
    public LiteralHistory committed(int partition, long offset) {
        committed.put(partition, offset);
        return this;
    }

    /** The cell of a scenario whose harness failed before it left a history. */
    public static Cell missing(Scenario scenario, String why, String evidence) {
        Map<Anomaly, Expectation> expectations = new EnumMap<>(Anomaly.class);
        for (Anomaly anomaly : Anomaly.values()) {
            expectations.put(anomaly, scenario.guarantee().expectation(anomaly, scenario.circumstances()));
        }
        return new Cell(
                Audit.unread(scenario), expectations, Verdict.HARNESS_ERROR, why, List.of(), evidence, "", List.of());
    }

    public LiteralHistory harnessError(String what) {
        harnessErrors.add(what);
        return this;
    }

    public LiteralHistory line(HistoryLine line) {
        lines.add(line);
        return this;
    }

    /** Writes the history into a directory of its own below the given one, and returns that. */
    public Path writtenBelow(Path parent) throws IOException {
        return writtenBelow(parent, drain());
    }

    private Drain drain() {
        Map<Integer, Long> committedOffsets = new HashMap<>(inputEnds);
        committedOffsets.putAll(committed);
        return new Drain(
                5_000, waitsOn.isEmpty(), idle, waitsOn, committedOffsets, inputEnds, unreadableEnds, observed);
    }

    /** The same with a drain that is not taken from the events; null for none. */
    public Path writtenBelow(Path parent, Drain drain) throws IOException {
        return writtenInto(Files.createTempDirectory(parent, "history"), drain);
    }

    private Path writtenInto(Path directory, Drain drain) throws IOException {
        try (HistoryWriter writer = new HistoryWriter(directory)) {
            writer.write(scenario());
            if (yields != null) {
                writer.write(new HistoryLine.Yields(yields));
            }
            for (HistoryLine line : explainsGaps ? GapFiller.fill(lines) : lines) {
                writer.write(line);
            }
            if (drain != null) {
                writer.write(drain);
            }
            writer.write(new End(writer.lines(), 5_200, harnessErrors));
        }
        return directory;
    }

    /** Writes the history to where the report of that directory looks for it, and judges it. */
    public Cell judgedForReport(Path reportDirectory) throws IOException {
        String evidence = "evidence/" + Cell.id(guarantee.name(), fault);
        Path directory = Files.createDirectories(reportDirectory.resolve(evidence));
        return Judge.judge(writtenInto(directory, drain()), evidence);
    }

    public Cell judgedBelow(Path parent) throws IOException {
        return Judge.judge(writtenBelow(parent), "evidence/" + Cell.id(guarantee.name(), fault));
    }

    public Scenario scenario() {
        return new Scenario(
                HistoryLine.SCHEMA,
                guarantee.name(),
                fault,
                course,
                42,
                "2026-11-20T12:00:00Z",
                guarantee,
                circumstances,
                firingsRequired,
                Map.of("kafka", "4.3.1"),
                repeat.isEmpty() ? "chaos run " + guarantee.name() + "/" + fault + " --seed 42" : repeat);
    }
}

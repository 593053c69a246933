package delivery.chaos.report;

import delivery.chaos.audit.Cell;
import delivery.chaos.audit.Example;
import delivery.chaos.report.timeline.Steps;
import delivery.chaos.report.timeline.Timeline;
import delivery.chaos.report.timeline.Timeline.Point;
import delivery.chaos.report.timeline.TimelineReader;
import delivery.chaos.report.timeline.TimelineStep;
import delivery.contract.Anomaly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a cell's evidence tells beyond its numbers: the course of its scenario.
 *
 * @param run the single run it is of; the cell itself if it has no repetitions
 * @param timeline what happened when; null if the evidence cannot be read
 * @param cases the first anomalies with the steps of the protocol around them
 * @param logs of the processes
 * @param hasEvidence whether the run left any
 * @param missing what could not be told, in a sentence; empty if all could
 */
public record CellStory(
        Cell run, Timeline timeline, List<Case> cases, List<Log> logs, boolean hasEvidence, String missing) {
    /** Those that came about by the same steps are told once; all of the first few stand in a list. */
    private static final int CASES_OF_EVENTS_MAX = 2;

    private static final int LOG_LINES_MAX = 6;
    private static final int LOG_LINE_LENGTH_MAX = 160;

    /** One anomaly, and how it came about; no steps if the wire does not tell. */
    public record Case(Anomaly anomaly, Example example, List<TimelineStep> steps) {}

    /**
     * A log file.
     *
     * @param file relative to the evidence of the run
     * @param lines how many it has
     * @param last the last few, shortened
     */
    public record Log(String file, int lines, List<String> last) {}

    /** Tells the story of a cell from its evidence below the report's directory. */
    static CellStory of(Cell cell, Path reportDirectory) {
        Cell run = mostTelling(cell);
        Path directory = reportDirectory.resolve(run.evidence());
        try {
            List<Log> logs = logs(directory);
            if (!run.isAudited()) {
                return new CellStory(
                        run,
                        null,
                        List.of(),
                        logs,
                        Files.isDirectory(directory),
                        "The history of this cell has no course to tell.");
            }
            return told(run, TimelineReader.read(directory), logs);
        } catch (IOException | UncheckedIOException unreadable) {
            return new CellStory(
                    run,
                    null,
                    List.of(),
                    List.of(),
                    Files.isDirectory(directory),
                    "The evidence cannot be read: " + unreadable);
        }
    }

    private static CellStory told(Cell run, TimelineReader evidence, List<Log> logs) {
        Timeline timeline = evidence.timeline();
        String missing =
                timeline.hasCurves() ? "" : "The history has no requests, so that only processes and faults are drawn.";
        return new CellStory(run, timeline, cases(run, evidence), logs, true, missing);
    }

    /** The run that failed, or the first that shows anything, or the first. */
    private static Cell mostTelling(Cell cell) {
        return cell.runs().stream()
                .min(Comparator.comparing(Cell::verdict)
                        .thenComparing(run -> Stream.of(Anomaly.values())
                                .allMatch(anomaly -> run.examples(anomaly).isEmpty())))
                .orElse(cell);
    }

    private static List<Case> cases(Cell run, TimelineReader evidence) {
        List<Case> cases = new ArrayList<>();
        for (Anomaly anomaly : Anomaly.values()) {
            run.examples(anomaly).stream()
                    .map(example -> new Case(anomaly, example, Steps.around(example, evidence)))
                    .filter(one -> cases.stream().noneMatch(other -> one.steps().equals(other.steps())))
                    .limit(anomaly.unit().equals(Anomaly.LOST.unit()) ? CASES_OF_EVENTS_MAX : 1)
                    .forEachOrdered(cases::add);
        }
        return cases;
    }

    private static List<Log> logs(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .map(CellStory::log)
                    .toList();
        }
    }

    private static Log log(Path file) {
        try (Stream<String> all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines()) {
            List<String> lines = all.toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - LOG_LINES_MAX), lines.size()).stream()
                    .map(line ->
                            line.length() > LOG_LINE_LENGTH_MAX ? line.substring(0, LOG_LINE_LENGTH_MAX) + " …" : line)
                    .toList();
            return new Log(file.getFileName().toString(), lines.size(), last);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** From the first effect in the log to the last; null if the wire does not tell. */
    public Long effectsMs() {
        if (timeline == null || timeline.effects().isEmpty()) {
            return null;
        }
        List<Point> effects = timeline.effects();
        return effects.get(effects.size() - 1).atMs() - effects.get(0).atMs();
    }

    /** The longest time between two effects in the log; null if the wire does not tell. */
    public Long longestPauseMs() {
        if (timeline == null || timeline.effects().isEmpty()) {
            return null;
        }
        long longest = 0;
        for (int at = 1; at < timeline.effects().size(); at++) {
            longest = Math.max(
                    longest,
                    timeline.effects().get(at).atMs()
                            - timeline.effects().get(at - 1).atMs());
        }
        return longest;
    }
}

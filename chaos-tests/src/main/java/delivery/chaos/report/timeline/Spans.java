package delivery.chaos.report.timeline;

import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.report.timeline.Timeline.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns changes of state into states that last. */
final class Spans {
    private static final String RUNNING = "running";

    private Spans() {}

    /** The spans of every process, in the order in which the processes first appear. */
    static List<Span> of(List<ProcessState> changes, long endMs) {
        Map<String, List<ProcessState>> byProcess = new LinkedHashMap<>();
        changes.forEach(change -> byProcess
                .computeIfAbsent(change.process(), none -> new ArrayList<>())
                .add(change));
        List<Span> spans = new ArrayList<>();
        byProcess.forEach((process, states) -> {
            for (int at = 0; at < states.size(); at++) {
                long toMs = at + 1 < states.size() ? states.get(at + 1).atMs() : endMs;
                spans.add(new Span(
                        process, lasting(states.get(at)), states.get(at).atMs(), toMs));
            }
        });
        return spans;
    }

    private static String lasting(ProcessState change) {
        return switch (change.state().name()) {
            case "STARTED", "RESUMED" -> RUNNING;
            default -> change.state().name().toLowerCase(Locale.ROOT);
        };
    }
}

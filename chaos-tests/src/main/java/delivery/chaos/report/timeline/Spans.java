package delivery.chaos.report.timeline;

import delivery.chaos.history.HistoryLine.Firing;
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
    private static final String IDLE = "running, no effect acknowledged";

    private Spans() {}

    /**
     * The spans of every process, in the order in which the processes first appear. One that lives does not work yet:
     * from a strike to the next acknowledged effect it is said to have none.
     */
    static List<Span> of(List<ProcessState> changes, List<Firing> strikes, long endMs) {
        Map<String, List<ProcessState>> byProcess = new LinkedHashMap<>();
        changes.forEach(change -> byProcess
                .computeIfAbsent(change.process(), none -> new ArrayList<>())
                .add(change));
        List<Span> spans = new ArrayList<>();
        byProcess.forEach((process, states) -> {
            for (int at = 0; at < states.size(); at++) {
                long toMs = at + 1 < states.size() ? states.get(at + 1).atMs() : endMs;
                addTo(
                        spans,
                        new Span(
                                process, lasting(states.get(at)), states.get(at).atMs(), toMs),
                        strikes);
            }
        });
        return spans;
    }

    private static void addTo(List<Span> spans, Span span, List<Firing> strikes) {
        long fromMs = span.fromMs();
        if (span.state().equals(RUNNING)) {
            for (Firing strike : strikes) {
                long recoveredAtMs = strike.recoveredAtMs() == null ? strike.healedAtMs() : strike.recoveredAtMs();
                long idleFromMs = Math.max(fromMs, strike.atMs());
                long idleToMs = Math.min(span.toMs(), recoveredAtMs);
                if (idleFromMs < idleToMs) {
                    if (fromMs < idleFromMs) {
                        spans.add(new Span(span.process(), RUNNING, fromMs, idleFromMs));
                    }
                    spans.add(new Span(span.process(), IDLE, idleFromMs, idleToMs));
                    fromMs = idleToMs;
                }
            }
        }
        if (fromMs < span.toMs() || fromMs == span.fromMs()) {
            spans.add(new Span(span.process(), span.state(), fromMs, span.toMs()));
        }
    }

    private static String lasting(ProcessState change) {
        return switch (change.state().name()) {
            case "STARTED", "RESUMED" -> RUNNING;
            default -> change.state().name().toLowerCase(Locale.ROOT);
        };
    }
}

package delivery.chaos.report.timeline;

import delivery.chaos.audit.Example;
import delivery.chaos.history.Exchange;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.Place;
import delivery.chaos.report.timeline.Appends.Append;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The steps of the protocol around an anomaly: what brought it about, with a few before and after. */
public final class Steps {
    private static final Set<String> API_KEYS = Set.of(
            "Produce",
            "OffsetCommit",
            "TxnOffsetCommit",
            "EndTxn",
            "InitProducerId",
            "JoinGroup",
            "OffsetFetch",
            "LeaveGroup");
    private static final int AROUND = 2;

    private final TimelineReader evidence;
    private final List<Exchange> exchanges;

    private Steps(TimelineReader evidence) {
        this.evidence = evidence;
        this.exchanges = evidence.exchanges().stream()
                .filter(exchange -> API_KEYS.contains(exchange.apiKey()))
                .filter(exchange -> !exchange.apiKey().equals("Produce")
                        || !Partitions.ofEffects(exchange.request()).isEmpty())
                .toList();
    }

    /** The steps around one case of an anomaly, by time; empty if the wire does not tell what it came with. */
    public static List<TimelineStep> around(Example example, TimelineReader evidence) {
        return new Steps(evidence).around(example);
    }

    private List<TimelineStep> around(Example example) {
        Set<Integer> concerned = new TreeSet<>();
        for (Place place : example.places()) {
            concerned.add(indexOf(place));
        }
        concerned.remove(-1);
        if (example.eventId() != null && example.places().stream().noneMatch(Steps::isOfEffects)) {
            concerned.addAll(failedProducesOf(example.eventId()));
        }
        Set<Integer> shown = new TreeSet<>();
        for (int index : concerned) {
            for (int at = index - AROUND; at <= index + AROUND; at++) {
                if (at >= 0 && at < exchanges.size()) {
                    shown.add(at);
                }
            }
        }
        List<TimelineStep> steps = new ArrayList<>();
        shown.forEach(index -> steps.add(step(exchanges.get(index), concerned.contains(index))));
        addSurroundings(steps);
        steps.sort(Comparator.comparingLong(TimelineStep::atMs));
        return steps;
    }

    /** The exchange that brought an effect, or the commit that passed an event; -1 if there is none to be seen. */
    private int indexOf(Place place) {
        if (place.topic().equals("effects")) {
            Append append = evidence.appends().at(place.partition(), place.offset());
            return append == null ? -1 : exchanges.indexOf(append.produce());
        }
        long passedAtMs = evidence.committed()
                .passedAtMs(place.partition(), place.offset())
                .orElse(Long.MAX_VALUE);
        for (int at = 0; at < exchanges.size(); at++) {
            Exchange exchange = exchanges.get(at);
            boolean commits = Set.of("OffsetCommit", "EndTxn").contains(exchange.apiKey());
            if (commits && exchange.endedAtMs() != null && exchange.endedAtMs() >= passedAtMs) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isOfEffects(Place place) {
        return place.topic().equals("effects");
    }

    /** Those that carried the effect of an event that has none, as far as the first and last of a batch tell. */
    private List<Integer> failedProducesOf(String eventId) {
        return IntStream.range(0, exchanges.size())
                .filter(at -> exchanges.get(at).apiKey().equals("Produce")
                        && !Partitions.isDone(exchanges.get(at))
                        && Partitions.ofEffects(exchanges.get(at).request()).values().stream()
                                .anyMatch(batch -> evidence.isBetween(
                                        Partitions.text(batch, "firstEvent"),
                                        eventId,
                                        Partitions.text(batch, "lastEvent"))))
                .boxed()
                .toList();
    }

    private static TimelineStep step(Exchange exchange, boolean concerned) {
        return new TimelineStep(
                exchange.atMs(), exchange.process(), Spoken.request(exchange), Spoken.outcome(exchange), concerned);
    }

    /** Faults and changes of processes between the first step and the last. */
    private void addSurroundings(List<TimelineStep> steps) {
        if (steps.isEmpty()) {
            return;
        }
        long fromMs = steps.stream().mapToLong(TimelineStep::atMs).min().orElseThrow();
        long toMs = steps.stream().mapToLong(TimelineStep::atMs).max().orElseThrow();
        for (Firing firing : evidence.firings()) {
            if (firing.atMs() >= fromMs && firing.atMs() <= toMs) {
                steps.add(new TimelineStep(firing.atMs(), "fault " + firing.number(), firing.what(), "", false));
            }
        }
        for (ProcessState change : evidence.processes()) {
            if (change.atMs() >= fromMs && change.atMs() <= toMs) {
                String state = change.state().name().toLowerCase(Locale.ROOT);
                String code = change.exitCode() == null ? "" : "exit code " + change.exitCode();
                String pid = change.pid() == ProcessState.NO_PID ? "" : ", pid " + change.pid();
                steps.add(new TimelineStep(change.atMs(), change.process(), state + pid, code, false));
            }
        }
    }
}

package delivery.chaos.scenario;

import delivery.chaos.form.Yield;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Schedule;
import delivery.chaos.history.HistoryReader;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.workload.EventWriter;
import delivery.contract.Anomaly;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A history held against its plan: the promise, what the fault brings about and how often it must fire are those of
 * this suite's module and fault, and events and schedule follow from the seed. A history that was made, or made milder,
 * and chained anew agrees with itself; it does not agree with this.
 */
public final class PlannedHistory {
    private final ScenarioPlan plan;
    private final List<Event> events = new ArrayList<>();
    private HistoryLine.Scenario head;
    private Yield yields;
    private Schedule schedule;
    private Drain drain;

    private PlannedHistory(ScenarioPlan plan) {
        this.plan = plan;
    }

    /**
     * What contradicts the plan, in a sentence.
     *
     * @param eventsKnown whether the plan's events are those of the run; with a file that is not at hand they are not
     * @return empty if nothing does
     * @throws IOException if the history cannot be read
     */
    public static Optional<String> contradiction(ScenarioPlan plan, Path historyDirectory, boolean eventsKnown)
            throws IOException {
        PlannedHistory history = new PlannedHistory(plan);
        HistoryReader.read(historyDirectory, history::take);
        return history.headContradicts()
                .or(() -> eventsKnown ? history.scheduleContradicts() : Optional.empty())
                .or(() -> eventsKnown ? history.eventsContradict() : Optional.empty());
    }

    private void take(HistoryLine line) {
        if (line instanceof HistoryLine.Scenario scenario) {
            head = scenario;
        } else if (line instanceof HistoryLine.Yields said) {
            yields = said.expected();
        } else if (line instanceof Event event) {
            events.add(event);
        } else if (line instanceof Schedule planned) {
            schedule = planned;
        } else if (line instanceof Drain drained) {
            drain = drained;
        }
    }

    private Optional<String> headContradicts() {
        return differs("its module", head.module(), plan.pipeline().name())
                .or(() -> differs("its fault", head.fault(), plan.fault().name()))
                .or(() -> differs("its seed", head.seed(), plan.seed()))
                .or(() -> differs("its course", head.course(), plan.course().name()))
                .or(this::promiseContradicts)
                .or(() -> differs(
                        "what the output is to hold of each event",
                        yields,
                        plan.yieldsSaid().orElse(null)))
                .or(() -> differs(
                        "what the fault brings about",
                        head.circumstances(),
                        plan.fault().circumstances()))
                .or(() -> differs(
                        "how often the fault must fire",
                        head.firingsRequired(),
                        plan.fault().firings()));
    }

    private Optional<String> promiseContradicts() {
        Guarantee here = plan.pipeline().guarantee();
        Guarantee there = head.guarantee();
        for (Anomaly anomaly : Anomaly.values()) {
            Optional<String> relaxed = differs(
                    "its promise on " + anomaly,
                    there.expectations().get(anomaly),
                    here.expectations().get(anomaly));
            if (relaxed.isPresent()) {
                return relaxed;
            }
        }
        return differs("its isolation level", there.isolationLevel(), here.isolationLevel())
                .or(() -> differs("its promise", there, here));
    }

    private Optional<String> scheduleContradicts() {
        return differs("its schedule", schedule, Chronicle.schedule(plan.schedule()));
    }

    private Optional<String> eventsContradict() {
        List<String> pages = plan.pages();
        InputEvents places = plan.events();
        for (int i = 0; i < Math.min(events.size(), pages.size()); i++) {
            String id = EventWriter.id(plan.idPrefix(), i);
            InputEvents.Position place = places.position(id);
            Optional<String> other = differs(
                    "event " + (i + 1), events.get(i), new Event(id, pages.get(i), place.partition(), place.offset()));
            if (other.isPresent()) {
                return other;
            }
        }
        // An input that goes on is written only as far as a pipeline gets.
        boolean mayBeShort = drain == null || !drain.drained();
        return events.size() > pages.size() || events.size() < pages.size() && !mayBeShort
                ? differs("the number of its events", events.size(), pages.size())
                : Optional.empty();
    }

    private static Optional<String> differs(String what, Object there, Object here) {
        return Objects.equals(there, here)
                ? Optional.empty()
                : Optional.of(what + " is " + there + ", and in this suite, by its seed, " + here);
    }
}

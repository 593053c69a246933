package delivery.chaos.scenario;

import delivery.chaos.fault.Aim;
import delivery.chaos.fault.Fault;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.NotFired;
import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.HistoryLine.Range;
import delivery.chaos.history.HistoryLine.Schedule;
import delivery.chaos.pipeline.PipelineProcess;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.EffectTraffic;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.testbed.ScenarioClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Notes what happens while a scenario runs; it becomes the middle of the history. */
final class Chronicle implements PipelineProcess.Listener {
    private final ScenarioClock clock;
    private final List<ProcessState> processStates = new ArrayList<>();
    private final List<Fault.Firing> firings = new ArrayList<>();
    private final List<String> harnessErrors = new ArrayList<>();
    private Optional<NotFired> notFired = Optional.empty();

    Chronicle(ScenarioClock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void changed(ChildProcess process, ChildProcess.State state) {
        boolean running = state == ChildProcess.State.RUNNING;
        boolean byItself = state == ChildProcess.State.EXITED;
        processStates.add(new ProcessState(
                clock.elapsedMs(),
                "pipeline",
                process.pid(),
                running ? ProcessState.State.STARTED : ProcessState.State.valueOf(state.name()),
                running ? null : process.exitCode(),
                byItself ? process.lastLines() : ""));
    }

    @Override
    public void failed(Exception failure) {
        harnessError(failure);
    }

    static Schedule schedule(List<Aim> aims) {
        return new Schedule(aims.stream()
                .map(aim -> new Schedule.Aim(aim.step().name(), aim.partition(), aim.offset()))
                .toList());
    }

    synchronized void fired(Fault.Firing firing) {
        firings.add(firing);
    }

    synchronized void notFired(String why) {
        notFired = Optional.of(new NotFired(clock.elapsedMs(), why));
    }

    synchronized void harnessError(Throwable failure) {
        if (!harnessErrors.contains(failure.toString())) {
            harnessErrors.add(failure.toString());
        }
    }

    synchronized List<ProcessState> processStates() {
        return List.copyOf(processStates);
    }

    synchronized List<String> harnessErrors() {
        return List.copyOf(harnessErrors);
    }

    synchronized Optional<NotFired> notFired() {
        return notFired;
    }

    /** How often the pipeline was started. */
    synchronized long starts() {
        return processStates.stream()
                .filter(state -> state.state() == ProcessState.State.STARTED)
                .count();
    }

    /** Whether the pipeline ended by itself at least once. */
    synchronized boolean endedByItself() {
        return processStates.stream().anyMatch(state -> state.state() == ProcessState.State.EXITED);
    }

    /** The firings, each with the moment when the pipeline had recovered from it. */
    synchronized List<Firing> firings(EffectTraffic traffic, InputEvents events) {
        List<Firing> lines = new ArrayList<>();
        for (Fault.Firing firing : firings) {
            OptionalLong recovered =
                    traffic.firstAcknowledgementAfter(firing.atMs(), firing.partitions(), firing.afterConnection());
            lines.add(new Firing(
                    lines.size() + 1,
                    firing.atMs(),
                    firing.healedAtMs(),
                    recovered.isPresent() ? recovered.getAsLong() : null,
                    ranges(firing.eventIds(), events),
                    firing.what(),
                    firing.proof()));
        }
        return lines;
    }

    /** Where these events stand in the input, neighbours together; an id that no event has is left out. */
    static List<Range> ranges(Set<String> eventIds, InputEvents events) {
        List<InputEvents.Position> positions = eventIds.stream()
                .map(events::position)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(InputEvents.Position::partition)
                        .thenComparing(InputEvents.Position::offset))
                .toList();
        List<Range> ranges = new ArrayList<>();
        for (InputEvents.Position position : positions) {
            Range last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null && last.partition() == position.partition() && last.last() == position.offset() - 1) {
                ranges.set(ranges.size() - 1, new Range(last.partition(), last.first(), position.offset()));
            } else {
                ranges.add(new Range(position.partition(), position.offset(), position.offset()));
            }
        }
        return ranges;
    }
}

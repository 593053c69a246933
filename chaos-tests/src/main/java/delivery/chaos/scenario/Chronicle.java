package delivery.chaos.scenario;

import delivery.chaos.cluster.BrokerProcess;
import delivery.chaos.cluster.InterferenceListener;
import delivery.chaos.fault.Aim;
import delivery.chaos.fault.Fault;
import delivery.chaos.history.Exchange;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.ContractBroken;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.Interference;
import delivery.chaos.history.HistoryLine.NotFired;
import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.HistoryLine.ProcessState.State;
import delivery.chaos.history.HistoryLine.Range;
import delivery.chaos.history.HistoryLine.Schedule;
import delivery.chaos.pipeline.PipelineListener;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.Brokers;
import delivery.chaos.testbed.EffectTraffic;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.testbed.ScenarioClock;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Notes what happens while a scenario runs; it becomes the middle of the history. */
final class Chronicle implements Brokers.Listener, InterferenceListener {
    private final ScenarioClock clock;
    private final List<WireTrace> traces = new ArrayList<>();
    private final List<ProcessState> processStates = new ArrayList<>();
    private final List<Fault.Firing> firings = new ArrayList<>();
    private final List<HistoryLine> fromOutside = new ArrayList<>();
    private final List<String> harnessErrors = new ArrayList<>();
    private Optional<NotFired> notFired = Optional.empty();

    Chronicle(ScenarioClock clock) {
        this.clock = clock;
    }

    /** Notes what one instance of the pipeline goes through. */
    PipelineListener listenerOf(String process) {
        return new PipelineListener() {
            @Override
            public void changed(ChildProcess child, ChildProcess.State state) {
                boolean running = state == ChildProcess.State.RUNNING;
                boolean byItself = state == ChildProcess.State.EXITED;
                note(
                        process,
                        child.pid(),
                        running ? State.STARTED : State.valueOf(state.name()),
                        running ? null : child.exitCode(),
                        byItself ? child.lastLines() : "");
            }

            @Override
            public void paused(ChildProcess child, String proof) {
                note(process, child.pid(), State.PAUSED, null, proof);
            }

            @Override
            public void resumed(ChildProcess child) {
                note(process, child.pid(), State.RESUMED, null, "");
            }

            @Override
            public void interfered(delivery.chaos.process.Interference interference) {
                note(new Interference(
                        clock.elapsedMs(),
                        process,
                        interference.kind() == delivery.chaos.process.Interference.Kind.ENDED
                                ? Set.of(Circumstance.PIPELINE_RESTARTED)
                                : Set.of(Circumstance.REBALANCED, Circumstance.ZOMBIE),
                        process + ": " + interference.what()));
            }

            @Override
            public void contractBroken(String what) {
                note(new ContractBroken(clock.elapsedMs(), process, what));
            }

            @Override
            public void failed(Exception failure) {
                harnessError(failure);
            }
        };
    }

    @Override
    public void killed(int brokerId, BrokerProcess process) {
        note(
                "broker-" + brokerId,
                process.pid(),
                State.KILLED,
                process.exitCode().getAsInt(),
                "");
    }

    @Override
    public void restarted(int brokerId, BrokerProcess process) {
        note("broker-" + brokerId, process.pid(), State.STARTED, null, "");
    }

    @Override
    public void paused(int brokerId, BrokerProcess process) {
        note(
                "broker-" + brokerId,
                process.pid(),
                State.PAUSED,
                null,
                process.paused().orElseThrow());
    }

    @Override
    public void resumed(int brokerId, BrokerProcess process) {
        note("broker-" + brokerId, process.pid(), State.RESUMED, null, "");
    }

    private synchronized void note(String process, long pid, State state, Integer exitCode, String detail) {
        processStates.add(new ProcessState(clock.elapsedMs(), process, pid, state, exitCode, detail));
    }

    /** Traces what one instance of the pipeline sends. */
    synchronized WireTrace traceOf(String process) {
        WireTrace trace = new WireTrace(clock, process);
        traces.add(trace);
        return trace;
    }

    /** What all instances have sent, in the order of arrival. */
    synchronized List<Exchange> exchanges() {
        return traces.stream()
                .flatMap(trace -> trace.exchanges().stream())
                .sorted(Comparator.comparingLong(Exchange::atMs))
                .toList();
    }

    @Override
    public void interfered(int brokerId, delivery.chaos.process.Interference interference) {
        String process = "broker-" + brokerId;
        note(new Interference(
                clock.elapsedMs(), process, Set.of(Circumstance.BROKER_KILLED), process + ": " + interference.what()));
    }

    private synchronized void note(HistoryLine line) {
        fromOutside.add(line);
    }

    /** How the pipeline broke its contract, and what others did to processes of the scenario, since this was asked last. */
    synchronized List<HistoryLine> takeFromOutside() {
        List<HistoryLine> lines = List.copyOf(fromOutside);
        fromOutside.clear();
        return lines;
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

    /** Whether no more can come of the scenario: the harness has failed. */
    synchronized boolean isDecided() {
        return !harnessErrors.isEmpty();
    }

    synchronized Optional<NotFired> notFired() {
        return notFired;
    }

    /** How often an instance of the pipeline was started. */
    synchronized long starts() {
        return processStates.stream()
                .filter(state -> state.state() == State.STARTED && isPipeline(state))
                .count();
    }

    /** Whether an instance of the pipeline ended by itself at least once. */
    synchronized boolean endedByItself() {
        return processStates.stream().anyMatch(state -> state.state() == State.EXITED && isPipeline(state));
    }

    private static boolean isPipeline(ProcessState state) {
        return !state.process().startsWith("broker-");
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
                    atRisk(firing, events),
                    firing.what(),
                    firing.proof()));
        }
        return lines;
    }

    private static Map<Anomaly, List<Range>> atRisk(Fault.Firing firing, InputEvents events) {
        Map<Anomaly, List<Range>> atRisk = new EnumMap<>(Anomaly.class);
        firing.atRisk().forEach((anomaly, ids) -> atRisk.put(anomaly, ranges(ids, events)));
        atRisk.values().removeIf(List::isEmpty);
        return atRisk;
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

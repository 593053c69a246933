package delivery.chaos.scenario;

import delivery.chaos.fault.Fault;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.NotFired;
import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.pipeline.PipelineProcess;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.EffectTraffic;
import delivery.chaos.testbed.ScenarioClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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
    synchronized List<Firing> firings(EffectTraffic traffic) {
        List<Firing> lines = new ArrayList<>();
        for (Fault.Firing firing : firings) {
            OptionalLong recovered = traffic.firstAcknowledgementAfter(firing.atMs(), firing.partitions());
            lines.add(new Firing(
                    lines.size() + 1,
                    firing.atMs(),
                    firing.healedAtMs(),
                    recovered.isPresent() ? recovered.getAsLong() : null,
                    firing.what(),
                    firing.proof()));
        }
        return lines;
    }
}

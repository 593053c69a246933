package delivery.chaos.scenario;

import delivery.chaos.cluster.BrokerProcessState;
import delivery.chaos.cluster.InterferenceListener;
import delivery.chaos.database.Database;
import delivery.chaos.fault.Fault;
import delivery.chaos.form.EffectForm;
import delivery.chaos.history.DatabaseExchange;
import delivery.chaos.history.Exchange;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.ContractBroken;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.Interference;
import delivery.chaos.history.HistoryLine.NotFired;
import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.HistoryLine.ProcessState.State;
import delivery.chaos.history.HistoryLine.Schedule;
import delivery.chaos.pipeline.PipelineListener;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.BrokerOperations;
import delivery.chaos.testbed.DatabaseUnderTest;
import delivery.chaos.testbed.EffectTraffic;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.testbed.ScenarioClock;
import delivery.contract.Circumstance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Notes what happens while a scenario runs; it becomes the middle of the history. */
final class Chronicle implements BrokerOperations.Listener, DatabaseUnderTest.DatabaseListener, InterferenceListener {
    private static final String DATABASE = "database";

    private final ScenarioClock clock;
    private final EffectForm form;
    private final Map<String, WireTrace> traces = new LinkedHashMap<>();
    private final Map<String, DatabaseTrace> databaseTraces = new LinkedHashMap<>();
    private final List<ProcessState> processStates = new ArrayList<>();
    private final List<Fault.Firing> firings = new ArrayList<>();
    private final List<HistoryLine> fromOutside = new ArrayList<>();
    private final List<String> harnessErrors = new ArrayList<>();
    private Optional<NotFired> notFired = Optional.empty();
    private boolean contractBroken;

    /** @param form of the effects that the pipeline sends */
    Chronicle(ScenarioClock clock, EffectForm form) {
        this.clock = clock;
        this.form = form;
    }

    /** Notes what one instance of the pipeline goes through. */
    synchronized PipelineListener listenerOf(String process) {
        return new InstanceNotes(this, clock, process, traceOf(process));
    }

    @Override
    public void killed(int brokerId, BrokerProcessState process) {
        // No exit code is known of a process that is somebody's.
        Integer exitCode = process.exitCode().isPresent() ? process.exitCode().getAsInt() : null;
        note(
                "broker-" + brokerId,
                pid(process),
                State.KILLED,
                exitCode,
                process.gone().orElse(""));
    }

    @Override
    public void stopped(int brokerId, BrokerProcessState process) {
        note(
                "broker-" + brokerId,
                pid(process),
                State.STOPPED,
                process.exitCode().getAsInt(),
                "");
    }

    @Override
    public void restarted(int brokerId, BrokerProcessState process) {
        note("broker-" + brokerId, pid(process), State.STARTED, null, "");
    }

    @Override
    public void paused(int brokerId, BrokerProcessState process) {
        note(
                "broker-" + brokerId,
                pid(process),
                State.PAUSED,
                null,
                process.paused().orElseThrow());
    }

    @Override
    public void resumed(int brokerId, BrokerProcessState process) {
        note("broker-" + brokerId, pid(process), State.RESUMED, null, "");
    }

    private static long pid(BrokerProcessState process) {
        return process.pid().orElse(ProcessState.NO_PID);
    }

    @Override
    public void databaseKilled(Database.KilledServer server) {
        note(DATABASE, server.pid(), State.KILLED, server.exitCode(), "");
    }

    @Override
    public void databaseRestarted(long pid) {
        note(DATABASE, pid, State.STARTED, null, "");
    }

    synchronized void note(String process, long pid, State state, Integer exitCode, String detail) {
        processStates.add(new ProcessState(clock.elapsedMs(), process, pid, state, exitCode, detail));
    }

    /** Traces what one instance of the pipeline sends. */
    synchronized WireTrace traceOf(String process) {
        return traces.computeIfAbsent(process, name -> new WireTrace(clock, name, form));
    }

    /** Traces what one instance of the pipeline sends to its database. */
    synchronized DatabaseTrace databaseTraceOf(String process, InputEvents events, EffectTraffic traffic) {
        return databaseTraces.computeIfAbsent(process, name -> new DatabaseTrace(clock, name, events, traffic));
    }

    /** What all instances have sent to their database, in the order of arrival. */
    synchronized List<DatabaseExchange> databaseExchanges() {
        return databaseTraces.values().stream()
                .flatMap(trace -> trace.exchanges().stream())
                .sorted(Comparator.comparingLong(DatabaseExchange::atMs))
                .toList();
    }

    /** What all instances have sent, in the order of arrival. */
    synchronized List<Exchange> exchanges() {
        return traces.values().stream()
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

    synchronized void note(Interference interference) {
        fromOutside.add(interference);
    }

    synchronized void note(ContractBroken breach) {
        contractBroken = true;
        fromOutside.add(breach);
    }

    /**
     * How the pipeline broke its contract, and what others did to processes of the scenario, since this was asked last.
     */
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

    /** Whether no more can come of the scenario: the harness has failed, or the pipeline has broken the contract. */
    synchronized boolean isDecided() {
        return !harnessErrors.isEmpty() || contractBroken;
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
        return !state.process().startsWith("broker-") && !state.process().equals(DATABASE);
    }

    /** The firings, each with the moment when the pipeline had recovered from it. */
    synchronized List<Firing> firings(EffectTraffic traffic, InputEvents events) {
        return new FiringLines(traffic, events).of(firings);
    }
}

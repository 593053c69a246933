package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.ContractBroken;
import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.HistoryLine.End;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.Interference;
import delivery.chaos.history.HistoryLine.NotFired;
import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.HistoryLine.Scenario;
import delivery.chaos.history.HistoryLine.Schedule;
import delivery.chaos.history.HistoryLine.Wire;
import delivery.chaos.history.HistoryLine.Yields;
import delivery.contract.Guarantee;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Everything in a history except its events and effects, as written there. */
final class Proceedings {
    /** Kinds of lines of which a second one would take the place of the first, or contradict it. */
    private static final Map<Class<? extends HistoryLine>, String> ONCE = Map.of(
            Scenario.class, "scenario",
            Yields.class, "yields",
            Schedule.class, "schedule",
            NotFired.class, "not-fired",
            Drain.class, "drain",
            End.class, "end");

    final List<Firing> firings = new ArrayList<>();
    final List<ContractBroken> contractBreaches = new ArrayList<>();
    final List<Interference> interferences = new ArrayList<>();
    final List<ProcessState> processes = new ArrayList<>();
    final List<Wire> wire = new ArrayList<>();
    final Set<String> clientSoftware = new TreeSet<>();
    private final Set<Class<?>> seen = new HashSet<>();
    Scenario scenario;
    List<Schedule.Aim> schedule = List.of();
    String notFired = "";
    Drain drain;
    End end;

    /** Refuses the second line of a kind that comes once. */
    void requireFirst(HistoryLine line) {
        if (ONCE.containsKey(line.getClass()) && !seen.add(line.getClass())) {
            String kind = ONCE.get(line.getClass());
            throw new IllegalArgumentException("a history has one " + kind + ", this is its second");
        }
    }

    /** Takes note of what a client said that it is (KIP-511), if this is where it did. */
    void clientSoftware(Map<String, Object> request) {
        if (request.get("clientSoftwareName") != null) {
            clientSoftware.add(request.get("clientSoftwareName") + " " + request.get("clientSoftwareVersion"));
        }
    }

    void begin(Scenario begin) {
        String isolationLevel = begin.guarantee().isolationLevel();
        if (!Set.of(Guarantee.READ_COMMITTED, Guarantee.READ_UNCOMMITTED).contains(isolationLevel)) {
            throw new IllegalArgumentException("no isolation.level of a consumer: " + isolationLevel);
        }
        scenario = begin;
    }

    void schedule(Schedule planned) {
        if (!processes.isEmpty() || !firings.isEmpty()) {
            throw new IllegalArgumentException("a schedule that comes after the start was not decided before");
        }
        schedule = planned.aims();
    }

    List<Firing> provenFirings() {
        return Audit.proven(firings, schedule);
    }

    /** Whether only an effect that a read_committed consumer was given counts. */
    boolean readsCommittedOnly() {
        return scenario != null && scenario.guarantee().isolationLevel().equals(Guarantee.READ_COMMITTED);
    }
}

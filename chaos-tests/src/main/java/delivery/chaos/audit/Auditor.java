package delivery.chaos.audit;

import delivery.chaos.history.Exchange;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.ContractBroken;
import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.End;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.Interference;
import delivery.chaos.history.HistoryLine.Marker;
import delivery.chaos.history.HistoryLine.NotFired;
import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.HistoryLine.Scenario;
import delivery.chaos.history.HistoryLine.Schedule;
import delivery.chaos.history.HistoryLine.Schedule.Aim;
import delivery.chaos.history.HistoryLine.Wire;
import delivery.chaos.history.HistoryReader;
import delivery.contract.Anomaly;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads a history line by line and finds everything that is wrong with its effects, per event id; what of it is allowed is
 * for the {@link Judge} to say.
 *
 * <p>An effect counts if the guarantee's isolation level shows it: always at read_uncommitted, at read_committed if such a
 * consumer was given it.
 */
public final class Auditor implements Consumer<HistoryLine> {
    private final EventTable events = new EventTable();
    private final Pages pages = new Pages();
    private final EffectAudit effects = new EffectAudit(events, pages);
    private final Transactions transactions = new Transactions();
    private final LogOrder order = new LogOrder();
    private final List<Firing> firings = new ArrayList<>();
    private final List<ContractBroken> contractBreaches = new ArrayList<>();
    private final List<Interference> interferences = new ArrayList<>();
    private final List<ProcessState> processes = new ArrayList<>();
    private final List<Wire> wire = new ArrayList<>();
    private Scenario scenario;
    private boolean readsCommittedOnly;
    private List<Aim> schedule = List.of();
    private String notFired = "";
    private Drain drain;
    private End end;
    private long uncommittedEffects;

    /**
     * Audits the history in a directory.
     *
     * @throws HistoryReader.BrokenHistoryException if it is not whole or contradicts itself; names the line
     */
    public static Audit audit(Path historyDirectory) throws IOException {
        Auditor auditor = new Auditor();
        HistoryReader.read(historyDirectory, auditor);
        return auditor.audit();
    }

    /**
     * Takes the next line.
     *
     * @throws IllegalArgumentException if it contradicts the lines before it: an event id that is in the input twice, an
     *     output record that stands before one already read, a second scenario
     */
    @Override
    public void accept(HistoryLine line) {
        if (line instanceof Scenario begin) {
            begin(begin);
        } else if (line instanceof Event event) {
            event(event);
        } else if (line instanceof Effect effect) {
            effect(effect);
        } else if (line instanceof Marker marker) {
            order.output(marker.partition(), marker.offset());
            transactions.marker(marker);
        } else if (line instanceof Schedule planned) {
            require(
                    processes.isEmpty() && firings.isEmpty(),
                    "a schedule that comes after the start was not decided before");
            schedule = planned.aims();
        } else if (line instanceof Firing firing) {
            firings.add(firing);
        } else if (line instanceof NotFired unfired) {
            notFired = unfired.why();
        } else if (line instanceof ContractBroken broken) {
            contractBreaches.add(broken);
        } else if (line instanceof Interference interference) {
            interferences.add(interference);
        } else if (line instanceof ProcessState process) {
            processes.add(process);
        } else if (line instanceof Wire counts) {
            wire.add(counts);
        } else if (line instanceof Exchange || line instanceof HistoryLine.Gap) {
            // Tells how an anomaly came about, not whether there is one.
            return;
        } else if (line instanceof Drain drained) {
            require(drain == null, "a history has one drain, this is its second");
            drain = drained;
        } else if (line instanceof End last) {
            end = last;
        } else {
            throw new IllegalArgumentException("a kind of line that the auditor does not know: " + line);
        }
    }

    private void begin(Scenario begin) {
        require(scenario == null, "a history has one scenario, this is its second");
        String isolationLevel = begin.guarantee().isolationLevel();
        readsCommittedOnly = isolationLevel.equals(Guarantee.READ_COMMITTED);
        require(
                readsCommittedOnly || isolationLevel.equals(Guarantee.READ_UNCOMMITTED),
                "no isolation.level of a consumer: " + isolationLevel);
        scenario = begin;
    }

    private void event(Event event) {
        order.event(event.id(), event.partition(), event.offset());
        events.add(event.id(), pages.view(event.page()), event.partition(), event.offset());
    }

    private void effect(Effect effect) {
        order.output(effect.partition(), effect.offset());
        transactions.effect(effect, order.outputRecords());
        if (!effect.readCommitted()) {
            uncommittedEffects++;
        }
        if (effect.readCommitted() || !readsCommittedOnly) {
            effects.visible(effect);
        } else {
            effects.invisible(effect);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The first line, null before it was read. */
    Scenario scenario() {
        return scenario;
    }

    /** What was found in the lines so far. */
    public Audit audit() {
        Map<Anomaly, Finding> findings = new EnumMap<>(Anomaly.class);
        for (Anomaly anomaly : Anomaly.values()) {
            findings.put(anomaly, finding(anomaly));
        }
        return new Audit(
                scenario,
                events.size(),
                effects.count(),
                uncommittedEffects,
                transactions.openEffects(),
                effects.strays(),
                findings,
                attributions(),
                AtRisk.of(Audit.proven(firings, schedule), events, effects::isInLog),
                order.inputEnds(),
                schedule,
                firings,
                contractBreaches,
                interferences,
                notFired,
                processes,
                wire,
                drain,
                end);
    }

    private Map<Anomaly, Attribution> attributions() {
        List<Firing> proven = Audit.proven(firings, schedule);
        return Map.of(
                Anomaly.LOST, Attribution.of(effects.lostEvents(), events, proven),
                Anomaly.DUPLICATED, Attribution.of(effects.duplicatedEvents(), events, proven));
    }

    /** Events behind the committed offsets at the deadline, then effects of transactions that never ended. */
    private Finding stuck() {
        Finding.Builder stuck = new Finding.Builder();
        if (drain != null) {
            effects.addUncommitted(drain.committedOffsets(), stuck);
        }
        transactions.addStuck(stuck);
        return stuck.build();
    }

    private Finding finding(Anomaly anomaly) {
        return switch (anomaly) {
            case LOST -> effects.lost();
            case DUPLICATED -> effects.duplicated();
            case MISCOUNTED -> pages.miscounted();
            case REORDERED -> effects.reordered();
            case PHANTOM -> effects.phantoms();
            case ABORTED_READ -> transactions.abortedReads();
            case TORN -> transactions.torn();
            case STUCK -> stuck();
        };
    }
}

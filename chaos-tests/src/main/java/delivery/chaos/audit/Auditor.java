package delivery.chaos.audit;

import delivery.chaos.audit.table.EventTable;
import delivery.chaos.history.DatabaseExchange;
import delivery.chaos.history.Exchange;
import delivery.chaos.history.HistoryLine;
import delivery.chaos.history.HistoryLine.ContractBroken;
import delivery.chaos.history.HistoryLine.Drain;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.HistoryLine.End;
import delivery.chaos.history.HistoryLine.Event;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.Gap;
import delivery.chaos.history.HistoryLine.Interference;
import delivery.chaos.history.HistoryLine.Marker;
import delivery.chaos.history.HistoryLine.NotFired;
import delivery.chaos.history.HistoryLine.ProcessState;
import delivery.chaos.history.HistoryLine.Readback;
import delivery.chaos.history.HistoryLine.Scenario;
import delivery.chaos.history.HistoryLine.Schedule;
import delivery.chaos.history.HistoryLine.Wire;
import delivery.chaos.history.HistoryLine.Yields;
import delivery.chaos.history.HistoryReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a history line by line and finds everything that is wrong with its effects, per event id; what of it is allowed
 * is for the {@link Judge} to say.
 *
 * <p>An effect counts if the guarantee's isolation level shows it: always at read_uncommitted, at read_committed if
 * such a consumer was given it.
 */
public final class Auditor implements Consumer<HistoryLine> {
    private final EventTable events = new EventTable();
    private final PageTallies pages = new PageTallies(events);
    private final EffectAudit effects = new EffectAudit(events, pages);
    private final Transactions transactions = new Transactions();
    private final LogOrder order = new LogOrder();
    private final Proceedings proceedings = new Proceedings();
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
     * @throws IllegalArgumentException if it contradicts the lines before it: an event id that is in the input twice,
     *     an output record that stands before one already read, a second line of a kind that comes once; or, if it is
     *     the last, offsets that neither a record nor a reason stands at
     */
    @Override
    public void accept(HistoryLine line) {
        proceedings.requireFirst(line);
        if (line instanceof Event event) {
            event(event);
        } else if (line instanceof Effect effect) {
            effect(effect);
        } else if (line instanceof Marker marker) {
            order.output(marker.partition(), marker.offset());
            transactions.marker(marker);
        } else if (line instanceof Gap gap) {
            order.gap(gap.partition(), gap.first(), gap.last());
        } else if (line instanceof Exchange exchange) {
            // For the rest it tells how an anomaly came about, not whether there is one.
            proceedings.clientSoftware(exchange.request());
        } else if (line instanceof Readback || line instanceof DatabaseExchange) {
            // They tell where effects were read, and how they came to stand there.
            return;
        } else {
            proceeding(line);
        }
    }

    private void proceeding(HistoryLine line) {
        if (line instanceof Scenario begin) {
            proceedings.begin(begin);
        } else if (line instanceof Yields yields) {
            yields(yields);
        } else if (line instanceof Schedule planned) {
            proceedings.schedule(planned);
        } else if (line instanceof Firing firing) {
            proceedings.firings.add(firing);
        } else if (line instanceof NotFired unfired) {
            proceedings.notFired = unfired.why();
        } else if (line instanceof ContractBroken broken) {
            proceedings.contractBreaches.add(broken);
        } else if (line instanceof Interference interference) {
            proceedings.interferences.add(interference);
        } else if (line instanceof ProcessState process) {
            proceedings.processes.add(process);
        } else if (line instanceof Wire counts) {
            proceedings.wire.add(counts);
        } else if (line instanceof Drain drained) {
            proceedings.drain = drained;
        } else if (line instanceof End last) {
            end(last);
        } else {
            throw new IllegalArgumentException("a kind of line that the auditor does not know: " + line);
        }
    }

    private void yields(Yields yields) {
        if (effects.count() > 0) {
            throw new IllegalArgumentException("what an event is to yield stands after the first effect");
        }
        effects.expect(yields.expected());
    }

    private void event(Event event) {
        order.event(event.id(), event.partition(), event.offset());
        int number =
                events.add(event.id(), pages.view(event.page(), event.partition()), event.partition(), event.offset());
        pages.event(number);
    }

    private void effect(Effect effect) {
        order.output(effect.partition(), effect.offset());
        transactions.effect(effect, order.outputRecords());
        if (!effect.readCommitted()) {
            uncommittedEffects++;
        }
        if (effect.readCommitted() || !proceedings.readsCommittedOnly()) {
            effects.visible(effect);
        } else {
            effects.invisible(effect);
        }
    }

    private void end(End last) {
        // A harness that failed may not have read everything, and says so.
        if (last.harnessErrors().isEmpty()) {
            order.requireGapless();
        }
        proceedings.end = last;
    }

    /** The first line, null before it was read. */
    Scenario scenario() {
        return proceedings.scenario;
    }

    /** What was found in the lines so far. */
    public Audit audit() {
        Findings findings = new Findings(proceedings, events, pages, effects, transactions);
        return new Audit(
                proceedings.scenario,
                events.size(),
                effects.count(),
                uncommittedEffects,
                transactions.openEffects(),
                effects.strays(),
                effects.countsByTopic(),
                findings.all(),
                findings.attributions(),
                findings.outside(),
                AtRiskCounts.of(proceedings.provenFirings(), events, effects::isInLog),
                order.inputEnds(),
                order.lastEvents(),
                order.outputEnds(),
                proceedings.schedule,
                proceedings.firings,
                proceedings.contractBreaches,
                proceedings.interferences,
                proceedings.notFired,
                proceedings.processes,
                proceedings.wire,
                List.copyOf(proceedings.clientSoftware),
                proceedings.drain,
                proceedings.end);
    }
}

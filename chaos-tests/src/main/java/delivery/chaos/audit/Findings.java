package delivery.chaos.audit;

import delivery.chaos.audit.table.EventTable;
import delivery.chaos.history.HistoryLine.Firing;
import delivery.chaos.history.HistoryLine.Range;
import delivery.contract.Anomaly;
import delivery.contract.Coverage;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a history shows of every anomaly, and how much of it is the doing of the fault. Of events that the pipeline has
 * not reached, and of effects whose transaction is undecided, it says nothing.
 */
final class Findings {
    private final Proceedings proceedings;
    private final EventTable events;
    private final PageTallies pages;
    private final EffectAudit effects;
    private final Transactions transactions;
    private final LostEvents lostEvents;
    private final BitSet lost;
    private final BitSet miscounted;

    Findings(
            Proceedings proceedings,
            EventTable events,
            PageTallies pages,
            EffectAudit effects,
            Transactions transactions) {
        this.proceedings = proceedings;
        this.events = events;
        this.pages = pages;
        this.effects = effects;
        this.transactions = transactions;
        this.lostEvents = new LostEvents(events, effects.tally(), pages, effects.hidden());
        Reach reach = new Reach(proceedings.drain, transactions.lastStableOffsets(), effects.hidden());
        Coverage coverage = proceedings.scenario == null
                ? Coverage.EVERY_EVENT
                : proceedings.scenario.guarantee().coverage();
        this.lost = lostEvents.numbers(coverage, reach);
        this.miscounted =
                effects.tally().yields().counted() ? pages.miscounted(coverage, unfinishedPages(reach)) : new BitSet();
    }

    /** The pages of which more may come. */
    private BitSet unfinishedPages(Reach reach) {
        BitSet unfinished = new BitSet();
        for (int event = 0; event < events.size(); event++) {
            if (!reach.isPast(event, events)) {
                unfinished.set(events.page(event));
            }
        }
        return unfinished;
    }

    Map<Anomaly, Finding> all() {
        Map<Anomaly, Finding> findings = new EnumMap<>(Anomaly.class);
        for (Anomaly anomaly : Anomaly.values()) {
            findings.put(anomaly, finding(anomaly));
        }
        return findings;
    }

    private Finding finding(Anomaly anomaly) {
        return switch (anomaly) {
            case LOST -> lostEvents.finding(lost);
            case DUPLICATED -> effects.duplicated();
            case MISCOUNTED -> pages.finding(miscounted);
            case REORDERED -> effects.reordered();
            case PHANTOM -> effects.phantoms();
            case ABORTED_READ -> transactions.abortedReads();
            case TORN -> transactions.torn();
            case STUCK -> stuck();
        };
    }

    /** Events after the committed offsets at the deadline, then effects of transactions that never ended. */
    private Finding stuck() {
        Finding.Cases stuck = new Finding.Cases();
        if (proceedings.drain != null) {
            effects.addUncommitted(proceedings.drain.committedOffsets(), stuck);
        }
        transactions.addStuck(stuck);
        return stuck.build();
    }

    Map<Anomaly, Attribution> attributions() {
        List<Firing> proven = proceedings.provenFirings();
        return Map.of(
                Anomaly.LOST, Attribution.of(lost, events, proven),
                Anomaly.DUPLICATED, Attribution.of(effects.duplicatedEvents(), events, proven));
    }

    /**
     * What no firing accounts for: events lost or duplicated that none had in flight, and pages miscounted of which no
     * event was in flight, lost, duplicated or reordered.
     */
    Map<Anomaly, Finding> outside() {
        BitSet inFlight = inFlight();
        BitSet explained = new BitSet();
        for (BitSet found : List.of(inFlight, lost, effects.duplicatedEvents(), effects.reorderedEvents())) {
            found.stream().map(events::page).forEach(explained::set);
        }
        return Map.of(
                Anomaly.LOST, examples(less(lost, inFlight)),
                Anomaly.DUPLICATED, examples(less(effects.duplicatedEvents(), inFlight)),
                Anomaly.MISCOUNTED, pages.finding(less(miscounted, explained)));
    }

    private static BitSet less(BitSet found, BitSet explained) {
        BitSet unexplained = (BitSet) found.clone();
        unexplained.andNot(explained);
        return unexplained;
    }

    private Finding examples(BitSet found) {
        Finding.Cases examples = new Finding.Cases();
        found.stream().forEach(event -> {
            examples.count();
            if (examples.wantsNext()) {
                examples.keepNext(example(event));
            }
        });
        return examples.build();
    }

    /** The events that any proven firing had in flight, or at risk. */
    private BitSet inFlight() {
        Ranges ranges = new Ranges(proceedings.provenFirings().stream()
                .flatMap(Findings::inFlightOrAtRisk)
                .toList());
        BitSet inFlight = new BitSet();
        for (int event = 0; event < events.size(); event++) {
            inFlight.set(event, ranges.contains(events.partition(event), events.offset(event)));
        }
        return inFlight;
    }

    private static Stream<Range> inFlightOrAtRisk(Firing firing) {
        return Stream.concat(
                firing.inFlight().stream(), firing.atRisk().values().stream().flatMap(List::stream));
    }

    private Example example(int event) {
        String page = pages.name(events.page(event));
        return new Example(
                events.id(event),
                page,
                List.of(events.place(event)),
                events.id(event) + " of page " + page + " at " + events.place(event));
    }
}

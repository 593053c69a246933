package delivery.chaos.audit;

import delivery.chaos.audit.table.EffectTally;
import delivery.chaos.audit.table.EventTable;
import delivery.chaos.history.Place;
import delivery.contract.Coverage;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds LOST: an event that the pipeline has passed, and that has no effect. */
final class LostEvents {
    private final EventTable events;
    private final EffectTally tally;
    private final PageTallies pages;
    private final Map<Integer, Place> hidden;

    /** @param hidden the events with an effect that the isolation level hides, and none that it shows */
    LostEvents(EventTable events, EffectTally tally, PageTallies pages, Map<Integer, Place> hidden) {
        this.events = events;
        this.tally = tally;
        this.pages = pages;
        this.hidden = hidden;
    }

    /** The numbers of the events that are lost. */
    BitSet numbers(Coverage coverage, Reach reach) {
        BitSet lost = new BitSet();
        Map<Integer, Long> covered = coverage == Coverage.LAST_OF_PAGE ? lastWithEffect() : Map.of();
        for (int event = 0; event < events.size(); event++) {
            boolean isCovered =
                    tally.isWhole(event) || events.offset(event) < covered.getOrDefault(events.lane(event), 0L);
            lost.set(event, !isCovered && reach.isPast(event, events));
        }
        return lost;
    }

    /** By lane, the highest offset of an event that has an effect: it stands for all before it. */
    private Map<Integer, Long> lastWithEffect() {
        Map<Integer, Long> last = new HashMap<>();
        for (int event = 0; event < events.size(); event++) {
            if (events.hasEffect(event)) {
                last.merge(events.lane(event), events.offset(event), Math::max);
            }
        }
        return last;
    }

    Finding finding(BitSet lost) {
        Finding.Cases finding = new Finding.Cases();
        lost.stream().forEach(event -> {
            finding.count();
            if (finding.wantsNext()) {
                finding.keepNext(example(event));
            }
        });
        return finding.build();
    }

    private Example example(int event) {
        String page = pages.name(events.page(event));
        String sentence =
                events.id(event) + " of page " + page + " at " + events.place(event) + " " + tally.missing(event);
        return new Example(
                events.id(event),
                page,
                List.of(events.place(event)),
                hidden.containsKey(event) && !events.hasEffect(event)
                        ? sentence + " but one that only read_uncommitted shows"
                        : sentence);
    }
}

package delivery.chaos.audit;

import delivery.chaos.audit.table.EventTable;
import delivery.chaos.history.Place;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds REORDERED: an event whose first effect comes after that of a later event of its page. Only effects of one
 * output partition, and events of one input partition, have an order that Kafka promises.
 */
final class EffectOrder {
    private final EventTable events;
    private final PageTallies pages;
    /** By lane and output partition, the event with the highest offset that has an effect there. */
    private final Map<Long, Latest> latestEvents = new HashMap<>();

    private final BitSet reordered = new BitSet();
    private final Finding.Cases finding = new Finding.Cases();

    private static final class Latest {
        private int event;
        private Place effect;

        private Latest(int event, Place effect) {
            this.event = event;
            this.effect = effect;
        }
    }

    EffectOrder(EventTable events, PageTallies pages) {
        this.events = events;
        this.pages = pages;
    }

    /** Takes note of the first effect of an event, in reading order. */
    void firstEffect(int event, Place effect, long readingOrder) {
        Long lane = (long) events.lane(event) << Integer.SIZE | effect.partition();
        Latest latest = latestEvents.get(lane);
        if (latest == null) {
            latestEvents.put(lane, new Latest(event, effect));
        } else if (events.offset(event) > events.offset(latest.event)) {
            latest.event = event;
            latest.effect = effect;
        } else {
            reordered.set(event);
            finding.count();
            if (finding.wants(readingOrder)) {
                finding.keep(readingOrder, example(event, effect, latest));
            }
        }
    }

    private Example example(int event, Place effect, Latest latest) {
        int later = latest.event;
        String page = pages.name(events.page(event));
        return new Example(
                events.id(event),
                page,
                List.of(events.place(event), effect),
                events.id(event) + " of page " + page + " stands at " + events.place(event) + ", before "
                        + events.id(later) + " at " + events.place(later) + ", but its first effect at " + effect
                        + " comes after " + latest.effect);
    }

    /** Numbers of the events that were found. */
    BitSet reordered() {
        return reordered;
    }

    Finding build() {
        return finding.build();
    }
}

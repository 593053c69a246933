package delivery.chaos.audit;

import delivery.chaos.audit.table.EffectTally;
import delivery.chaos.audit.table.EventTable;
import delivery.chaos.form.Yield;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.Place;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds the effects that count against the events: DUPLICATED, REORDERED and PHANTOM, and what is left for LOST. */
final class EffectAudit {
    private final EventTable events;
    private final EffectTally tally;
    private final PageTallies pages;
    private final EffectOrder order;
    private final EffectCopies copies;

    /** By event with an effect that the isolation level hides, and none that it shows, where the latest stands. */
    private final Map<Integer, Place> hidden = new HashMap<>();

    private final Finding.Cases phantoms = new Finding.Cases();
    private final Map<String, Long> byTopic = new LinkedHashMap<>();
    private long count;
    private long strays;

    EffectAudit(EventTable events, PageTallies pages) {
        this.events = events;
        this.tally = new EffectTally(events);
        this.pages = pages;
        this.order = new EffectOrder(events, pages);
        this.copies = new EffectCopies(events, pages);
    }

    /** Says what there is to be of each event, before the first effect. */
    void expect(Yield yields) {
        tally.expect(yields);
    }

    /** What each event is to have, and has. */
    EffectTally tally() {
        return tally;
    }

    /** An effect that counts at the isolation level, in reading order. */
    void visible(Effect effect) {
        count++;
        int event = effect.eventId() == null ? -1 : events.find(effect.eventId());
        pages.effect(effect, event);
        String wrong = whatIsPhantom(effect, event);
        Place place = Place.ofEffect(effect.partition(), effect.offset());
        if (!wrong.isEmpty()) {
            phantom(effect, place, wrong);
        }
        strays += event >= 0 && events.partition(event) != tally.yields().inTopic(effect.partition()) ? 1 : 0;
        int topic = tally.yields().topic(effect.partition());
        byTopic.merge(tally.yields().topics().get(topic), 1L, Long::sum);
        if (event >= 0) {
            ofEvent(event, topic, place);
        }
    }

    private void ofEvent(int event, int topic, Place place) {
        if (!tally.takesAnother(event, topic)) {
            copies.add(event, place);
            return;
        }
        boolean isFirst = tally.isFirst(event, topic);
        tally.add(event, topic);
        if (!events.hasEffect(event)) {
            events.setFirstEffect(event, place.partition(), place.offset());
        }
        if (tally.isWhole(event)) {
            hidden.remove(event);
        }
        if (isFirst) {
            order.firstEffect(event, place, count);
        }
    }

    /** An effect that does not count at the isolation level. */
    void invisible(Effect effect) {
        int event = effect.eventId() == null ? -1 : events.find(effect.eventId());
        if (event >= 0 && (!events.hasEffect(event) || !tally.isWhole(event))) {
            hidden.put(event, Place.ofEffect(effect.partition(), effect.offset()));
        }
    }

    private String whatIsPhantom(Effect effect, int event) {
        String wrong = whatIsWrongWithItsEvent(effect, event);
        if (effect.count() != null || !tally.yields().counted()) {
            return wrong;
        }
        return (wrong.isEmpty() ? "" : wrong + " and ") + "has a value that is no decimal number";
    }

    private String whatIsWrongWithItsEvent(Effect effect, int event) {
        if (effect.eventId() == null) {
            return "has no header event-id";
        }
        if (event < 0) {
            return "carries the event id " + effect.eventId() + ", which was never sent";
        }
        String page = pages.name(events.page(event));
        return page.equals(effect.page())
                ? ""
                : "is on page " + effect.page() + ", but its event " + effect.eventId() + " at " + events.place(event)
                        + " is on page " + page;
    }

    private void phantom(Effect effect, Place place, String wrong) {
        phantoms.count();
        if (phantoms.wants(count)) {
            phantoms.keep(
                    count,
                    new Example(
                            effect.eventId(), effect.page(), List.of(place), "the effect at " + place + " " + wrong));
        }
    }

    long count() {
        return count;
    }

    /** How many of them stand in each output topic, where there are several. */
    Map<String, Long> countsByTopic() {
        return tally.yields().topics().size() == 1 ? Map.of() : byTopic;
    }

    /** Effects in another partition of the output than their event's of the input. */
    long strays() {
        return strays;
    }

    /** Whether an event has an effect, be it one that the isolation level hides. */
    boolean isInLog(int event) {
        return events.hasEffect(event) || hidden.containsKey(event);
    }

    /** By event with an effect that the isolation level hides, and none that it shows, where the latest stands. */
    Map<Integer, Place> hidden() {
        return hidden;
    }

    /** Numbers of the events with several effects. */
    BitSet duplicatedEvents() {
        return copies.events();
    }

    /**
     * Adds the events that stand after the committed offset of their partition, by partition; 0 where there is none.
     */
    void addUncommitted(Map<Integer, Long> committedOffsets, Finding.Cases stuck) {
        for (int event = 0; event < events.size(); event++) {
            long committed = committedOffsets.getOrDefault(events.partition(event), 0L);
            if (events.offset(event) >= committed) {
                stuck.count();
                if (stuck.wantsNext()) {
                    stuck.keepNext(uncommittedExample(event, committed));
                }
            }
        }
    }

    private Example uncommittedExample(int event, long committed) {
        String page = pages.name(events.page(event));
        Place place = events.place(event);
        return new Example(
                events.id(event),
                page,
                List.of(place),
                events.id(event) + " of page " + page + " at " + place + " is after the committed offset, which is "
                        + committed);
    }

    Finding duplicated() {
        return copies.finding();
    }

    /** Numbers of the events whose first effect comes too late. */
    BitSet reorderedEvents() {
        return order.reordered();
    }

    Finding reordered() {
        return order.build();
    }

    Finding phantoms() {
        return phantoms.build();
    }
}

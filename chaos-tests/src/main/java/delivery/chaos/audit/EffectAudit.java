package delivery.chaos.audit;

import delivery.chaos.audit.table.EventTable;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds the effects that count against the events: DUPLICATED, REORDERED and PHANTOM, and what is left for LOST. */
final class EffectAudit {
    private final EventTable events;
    private final PageTallies pages;
    private final EffectOrder order;
    private final BitSet duplicated = new BitSet();
    /** All places of the first few duplicated events. */
    private final Map<Integer, List<Place>> copies = new LinkedHashMap<>();

    /** By event with an effect that the isolation level hides, and none that it shows, where the latest stands. */
    private final Map<Integer, Place> hidden = new HashMap<>();

    private final Finding.Cases phantoms = new Finding.Cases();
    private long count;
    private long strays;

    EffectAudit(EventTable events, PageTallies pages) {
        this.events = events;
        this.pages = pages;
        this.order = new EffectOrder(events, pages);
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
        strays += event >= 0 && events.partition(event) != effect.partition() ? 1 : 0;
        if (event >= 0 && events.hasEffect(event)) {
            copy(event, place);
        } else if (event >= 0) {
            hidden.remove(event);
            events.setFirstEffect(event, place.partition(), place.offset());
            order.firstEffect(event, place, count);
        }
    }

    /** An effect that does not count at the isolation level. */
    void invisible(Effect effect) {
        int event = effect.eventId() == null ? -1 : events.find(effect.eventId());
        if (event >= 0 && !events.hasEffect(event)) {
            hidden.put(event, Place.ofEffect(effect.partition(), effect.offset()));
        }
    }

    private void copy(int event, Place place) {
        duplicated.set(event);
        if (copies.size() < Finding.EXAMPLES_MAX && !copies.containsKey(event)) {
            copies.put(event, new ArrayList<>(List.of(events.firstEffect(event))));
        }
        copies.computeIfPresent(event, (same, places) -> {
            places.add(place);
            return places;
        });
    }

    private String whatIsPhantom(Effect effect, int event) {
        String wrong = whatIsWrongWithItsEvent(effect, event);
        if (effect.count() != null) {
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
        return duplicated;
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
        List<Example> examples = copies.entrySet().stream()
                .map(entry -> duplicatedExample(entry.getKey(), entry.getValue()))
                .toList();
        return new Finding(duplicated.cardinality(), examples);
    }

    private Example duplicatedExample(int event, List<Place> places) {
        String at = places.stream().map(Place::toString).collect(Collectors.joining(" and "));
        return new Example(
                events.id(event), pages.name(events.page(event)), places, events.id(event) + " has effects at " + at);
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

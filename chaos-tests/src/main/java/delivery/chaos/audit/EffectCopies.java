package delivery.chaos.audit;

import delivery.chaos.audit.table.EventTable;
import delivery.chaos.history.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds DUPLICATED: an event with more effects than it is to have. */
final class EffectCopies {
    private final EventTable events;
    private final PageTallies pages;
    private final BitSet duplicated = new BitSet();
    /** All places of the first few duplicated events. */
    private final Map<Integer, List<Place>> copies = new LinkedHashMap<>();

    EffectCopies(EventTable events, PageTallies pages) {
        this.events = events;
        this.pages = pages;
    }

    /** Takes note of an effect that is one too many. */
    void add(int event, Place place) {
        duplicated.set(event);
        if (copies.size() < Finding.EXAMPLES_MAX && !copies.containsKey(event)) {
            copies.put(event, new ArrayList<>(List.of(events.firstEffect(event))));
        }
        copies.computeIfPresent(event, (same, places) -> {
            places.add(place);
            return places;
        });
    }

    /** Numbers of the events with several effects. */
    BitSet events() {
        return duplicated;
    }

    Finding finding() {
        List<Example> examples = copies.entrySet().stream()
                .map(entry -> example(entry.getKey(), entry.getValue()))
                .toList();
        return new Finding(duplicated.cardinality(), examples);
    }

    private Example example(int event, List<Place> places) {
        String at = places.stream().map(Place::toString).collect(Collectors.joining(" and "));
        return new Example(
                events.id(event), pages.name(events.page(event)), places, events.id(event) + " has effects at " + at);
    }
}

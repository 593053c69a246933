package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pages of a history: how often each was viewed, and at which running counts its effects end. */
final class Pages {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Page> pages = new ArrayList<>();

    private static final class Page {
        private final String name;
        private long trueCount;
        /** By output partition: one as a rule, but nothing forces a pipeline to keep to it. */
        private final Map<Integer, Effect> lastEffects = new TreeMap<>();

        private Page(String name) {
            this.name = name;
        }
    }

    /** Counts one view in the input and returns the page's number. */
    int view(String name) {
        int number = numbers.computeIfAbsent(name, unknown -> {
            pages.add(new Page(unknown));
            return pages.size() - 1;
        });
        pages.get(number).trueCount++;
        return number;
    }

    String name(int page) {
        return pages.get(page).name;
    }

    /** Takes note of an effect; those of a partition come in the order of their offsets. */
    void effect(Effect effect) {
        Integer number = numbers.get(effect.page());
        if (number != null) {
            pages.get(number).lastEffects.put(effect.partition(), effect);
        }
    }

    /** The pages that do not end at their true count, in every output partition where they have effects. */
    Finding miscounted() {
        Finding.Builder finding = new Finding.Builder();
        for (int number = 0; number < pages.size(); number++) {
            Page page = pages.get(number);
            Example example = example(page);
            if (example != null) {
                finding.count();
                finding.keep(number, example);
            }
        }
        return finding.build();
    }

    private static Example example(Page page) {
        if (page.lastEffects.isEmpty()) {
            return new Example(
                    null,
                    page.name,
                    List.of(),
                    "page " + page.name + " has no effect, its true count is " + page.trueCount);
        }
        return page.lastEffects.values().stream()
                .filter(last -> last.count() == null || last.count() != page.trueCount)
                .findFirst()
                .map(last -> example(page, last))
                .orElse(null);
    }

    private static Example example(Page page, Effect last) {
        Place place = Place.ofEffect(last.partition(), last.offset());
        String found = last.count() == null
                ? "a value that is no number"
                : last.count() + (last.count() > page.trueCount ? " (double count)" : " (lost update)");
        return new Example(
                last.eventId(),
                page.name,
                List.of(place),
                "page " + page.name + " ends with " + found + " at " + place + ", its true count is " + page.trueCount);
    }
}

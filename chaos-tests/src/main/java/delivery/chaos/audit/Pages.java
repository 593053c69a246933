package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.Effect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The pages of a history: how often each was viewed, and at which running counts its effects end. */
final class Pages {
    private final Map<String, Page> byName = new HashMap<>();
    private final List<Page> pages = new ArrayList<>();

    private static final class Page {
        private final int number;
        private final String name;
        private long trueCount;
        /** In the output partition that it was seen in first: the only one as a rule, but nothing forces a pipeline to it. */
        private Effect lastEffect;

        private final Map<Integer, Effect> lastEffectsElsewhere = new HashMap<>();

        private Page(int number, String name) {
            this.number = number;
            this.name = name;
        }

        private void effect(Effect effect) {
            if (lastEffect == null || lastEffect.partition() == effect.partition()) {
                lastEffect = effect;
            } else {
                lastEffectsElsewhere.put(effect.partition(), effect);
            }
        }

        /** By output partition. */
        private Collection<Effect> lastEffects() {
            Map<Integer, Effect> all = new TreeMap<>(lastEffectsElsewhere);
            if (lastEffect != null) {
                all.put(lastEffect.partition(), lastEffect);
            }
            return all.values();
        }
    }

    /** Counts one view in the input and returns the page's number. */
    int view(String name) {
        Page page = byName.get(name);
        if (page == null) {
            page = new Page(pages.size(), name);
            byName.put(name, page);
            pages.add(page);
        }
        page.trueCount++;
        return page.number;
    }

    String name(int page) {
        return pages.get(page).name;
    }

    /**
     * Takes note of an effect that is likely to be of a page: of that of its event.
     *
     * @param likely the number of a page
     */
    void effect(Effect effect, int likely) {
        Page page = pages.get(likely);
        if (page.name.equals(effect.page())) {
            page.effect(effect);
        } else {
            effect(effect);
        }
    }

    /** Takes note of an effect; those of a partition come in the order of their offsets. */
    void effect(Effect effect) {
        Page page = byName.get(effect.page());
        if (page != null) {
            page.effect(effect);
        }
    }

    /** The pages that do not end at their true count, in every output partition where they have effects. */
    Finding miscounted() {
        Finding.Builder finding = new Finding.Builder();
        for (Page page : pages) {
            Example example = example(page);
            if (example != null) {
                finding.count();
                finding.keepNext(example);
            }
        }
        return finding.build();
    }

    private static Example example(Page page) {
        if (page.lastEffect == null) {
            return new Example(
                    null,
                    page.name,
                    List.of(),
                    "page " + page.name + " has no effect, its true count is " + page.trueCount);
        }
        return page.lastEffects().stream()
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

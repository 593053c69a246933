package delivery.chaos.audit;

import delivery.chaos.audit.table.EventTable;
import delivery.chaos.audit.table.Ranks;
import delivery.chaos.history.HistoryLine.Effect;
import delivery.contract.Coverage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pages of a history: how often each was viewed, and which running counts its effects say. */
final class PageTallies {
    private final Map<String, PageTally> byName = new HashMap<>();
    private final List<PageTally> pages = new ArrayList<>();
    private final EventTable events;
    private final Ranks ranks;

    PageTallies(EventTable events) {
        this.events = events;
        this.ranks = new Ranks(events);
    }

    /** Counts one view in the input and returns the page's number. */
    int view(String name, int inputPartition) {
        PageTally page = byName.get(name);
        if (page == null) {
            page = new PageTally(pages.size(), name, inputPartition);
            byName.put(name, page);
            pages.add(page);
        }
        page.view(inputPartition);
        return page.number;
    }

    /** Takes note of the event that was added last. */
    void event(int event) {
        ranks.add(event);
    }

    String name(int page) {
        return pages.get(page).name;
    }

    /**
     * Takes note of an effect; those of a partition come in the order of their offsets.
     *
     * @param event the number of its event, -1 if there is none
     */
    void effect(Effect effect, int event) {
        // Usually an effect is of the page of its event.
        PageTally likely = event < 0 ? null : pages.get(events.page(event));
        if (likely != null && likely.name.equals(effect.page())) {
            likely.effect(effect, ranks.of(event), !events.hasEffect(event));
        } else {
            PageTally page = byName.get(effect.page());
            if (page != null) {
                page.strange(effect);
            }
        }
    }

    /**
     * The numbers of the pages that are miscounted.
     *
     * @param unfinished the pages of which more may come, so that their counts may still be too low
     */
    BitSet miscounted(Coverage coverage, BitSet unfinished) {
        BitSet miscounted = new BitSet();
        for (PageTally page : pages) {
            miscounted.set(
                    page.number,
                    page.isWrong() || !unfinished.get(page.number) && page.isTooLow(coverage == Coverage.EVERY_EVENT));
        }
        return miscounted;
    }

    /** What there is to say of the pages of these numbers. */
    Finding finding(BitSet miscounted) {
        Finding.Cases finding = new Finding.Cases();
        miscounted.stream().forEach(number -> {
            finding.count();
            if (finding.wantsNext()) {
                finding.keepNext(pages.get(number).example());
            }
        });
        return finding.build();
    }
}

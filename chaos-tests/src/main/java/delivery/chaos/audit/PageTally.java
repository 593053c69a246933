package delivery.chaos.audit;

import delivery.chaos.history.HistoryLine.Effect;
import delivery.chaos.history.Place;
import java.util.List;

/** A page of a history: how often it was viewed, and what its effects say of that. */
final class PageTally {
    final int number;
    final String name;
    private final int inputPartition;
    private long trueCount;
    /** Whether its events, or its effects, lie in more than one partition, so that none of its effects is the last. */
    private boolean isSpread;

    private Effect last;
    /** The first effect with another count than its event's rank, and that rank. */
    private Effect wrong;

    private long rank;
    /** The first effect that is of no event of the page. */
    private Effect strange;
    /** Events with an effect, of which the first says the right count. */
    private long rightEvents;

    PageTally(int number, String name, int inputPartition) {
        this.number = number;
        this.name = name;
        this.inputPartition = inputPartition;
    }

    void view(int partition) {
        trueCount++;
        isSpread |= partition != inputPartition;
    }

    /**
     * An effect of an event of the page.
     *
     * @param eventRank of that event among the page's of its input partition, from 1
     * @param isFirst whether the event has no effect before it
     */
    void effect(Effect effect, long eventRank, boolean isFirst) {
        boolean isRight = effect.count() != null && effect.count() == eventRank;
        if (!isRight && effect.count() != null && wrong == null) {
            wrong = effect;
            rank = eventRank;
        }
        rightEvents += isFirst && isRight ? 1 : 0;
        end(effect);
    }

    /** An effect on the page that is of no event of it. */
    void strange(Effect effect) {
        strange = strange == null ? effect : strange;
        end(effect);
    }

    private void end(Effect effect) {
        isSpread |= last != null && last.partition() != effect.partition();
        last = effect;
    }

    /** Whether it has a count that nothing to come can make right. */
    boolean isWrong() {
        return wrong != null || (isSpread ? strange != null : last != null && endsTooHigh());
    }

    /**
     * Whether its counts end before they should, if nothing is to come.
     *
     * @param everyEvent whether every event is to have an effect
     */
    boolean isTooLow(boolean everyEvent) {
        if (isSpread) {
            return everyEvent && rightEvents != trueCount;
        }
        return last == null || last.count() == null || last.count() != trueCount;
    }

    private boolean endsTooHigh() {
        return last.count() != null && last.count() > trueCount;
    }

    /** Why it is miscounted. */
    Example example() {
        if (last == null) {
            return new Example(
                    null,
                    name,
                    List.of(),
                    "page " + name + " has no effect, its true count is " + Quantity.grouped(trueCount));
        }
        if (!isSpread && isTooLow(true)) {
            return example(
                    last,
                    "page " + name + " ends with " + end() + " at " + place(last) + ", its true count is "
                            + Quantity.grouped(trueCount));
        }
        if (wrong != null) {
            return example(
                    wrong,
                    "the effect of " + wrong.eventId() + " at " + place(wrong) + " says " + wrong.count()
                            + ", and that event of page " + name + " is its number " + rank);
        }
        return example(
                strange == null ? last : strange,
                "the counts of page " + name + ", which lie in several partitions, are not 1 to "
                        + Quantity.grouped(trueCount)
                        + (strange == null
                                ? ""
                                : ", for " + strange.count() + " at " + place(strange) + " is of no" + " event of it"));
    }

    private String end() {
        return last.count() == null
                ? "a value that is no number"
                : Quantity.grouped(last.count()) + (endsTooHigh() ? " (double count)" : " (lost update)");
    }

    private Example example(Effect effect, String sentence) {
        return new Example(effect.eventId(), name, List.of(place(effect)), sentence);
    }

    private static Place place(Effect effect) {
        return Place.ofEffect(effect.partition(), effect.offset());
    }
}

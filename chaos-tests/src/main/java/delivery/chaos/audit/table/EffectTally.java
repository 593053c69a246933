package delivery.chaos.audit.table;

import delivery.chaos.form.Yield;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** How many of its effects each event has. Where one is all that it is to have, the table of events knows. */
public final class EffectTally {
    private final EventTable events;
    private final Column numbers = new Column();
    private final List<BitSet> byTopic = new ArrayList<>();
    private Yield yields = Yield.CONTRACT;

    public EffectTally(EventTable events) {
        this.events = events;
    }

    /** Says how many it is to be, before the first effect comes. */
    public void expect(Yield expected) {
        yields = expected;
        expected.topics().forEach(topic -> byTopic.add(new BitSet()));
    }

    /** How many it is to be. */
    public Yield yields() {
        return yields;
    }

    /**
     * Whether an event is still to have an effect in a topic; one more than that is one too many.
     *
     * @param topic by its number, from 0
     */
    public boolean takesAnother(int event, int topic) {
        return switch (yields.rule()) {
            case ONE, ZERO_OR_ONE -> !events.hasEffect(event);
            case ONE_IN_EACH -> !byTopic.get(topic).get(event);
            case NUMBER -> numbers.get(event) < yields.times();
        };
    }

    /** Whether an effect that comes now is the first of its event, of those that stand in one order. */
    public boolean isFirst(int event, int topic) {
        return yields.rule() == Yield.PerEvent.ONE_IN_EACH ? !byTopic.get(topic).get(event) : !events.hasEffect(event);
    }

    /** Takes note of an effect. */
    public void add(int event, int topic) {
        switch (yields.rule()) {
            case ONE, ZERO_OR_ONE -> {}
            case ONE_IN_EACH -> byTopic.get(topic).set(event);
            case NUMBER -> numbers.set(event, numbers.get(event) + 1);
        }
    }

    /** Whether nothing can be missing any more. */
    public boolean isWhole(int event) {
        return switch (yields.rule()) {
            case ONE -> events.hasEffect(event);
            case ZERO_OR_ONE -> true;
            case ONE_IN_EACH -> byTopic.stream().allMatch(topic -> topic.get(event));
            case NUMBER -> numbers.get(event) >= yields.times();
        };
    }

    /** What is missing, as the end of a sentence: {@code has no effect}, {@code has no effect in dead-letters}. */
    public String missing(int event) {
        if (!events.hasEffect(event)) {
            return "has no effect";
        }
        return switch (yields.rule()) {
            case ONE, ZERO_OR_ONE -> "";
            case ONE_IN_EACH ->
                "has no effect in "
                        + String.join(
                                ", ",
                                yields.topics().stream()
                                        .filter(topic -> !byTopic.get(
                                                        yields.topics().indexOf(topic))
                                                .get(event))
                                        .toList());
            case NUMBER -> "has " + numbers.get(event) + " of its " + yields.times() + " effects";
        };
    }
}

package delivery.chaos.form;

import java.util.List;

/**
 * What the output is to hold of each event. Partitions are numbered through all output topics: those of the second
 * come after those of the first.
 *
 * @param rule how many effects an event has
 * @param times that number, where the rule is {@link PerEvent#NUMBER}; else 1
 * @param topics names of the output topics: {@code effects}, {@code dead-letters}
 * @param partitions of each; 0 for as many as the input has
 * @param counted whether an effect says the running count of its page
 */
public record Yield(PerEvent rule, int times, List<String> topics, int partitions, boolean counted) {
    /** That of the contract: one effect in one topic, which says the count. */
    public static final Yield CONTRACT = new Yield(PerEvent.ONE, 1, List.of("effects"), 0, true);

    /** How many effects an event has. */
    public enum PerEvent {
        /** One, whichever topic it stands in. */
        ONE,
        /** One in each topic. */
        ONE_IN_EACH,
        /** One or none, as a filter decides: that an effect is missing cannot be told. */
        ZERO_OR_ONE,
        /** A number of them, alike. */
        NUMBER
    }

    public Yield {
        topics = List.copyOf(topics);
        if (topics.isEmpty() || times < 1 || partitions < 0) {
            throw new IllegalArgumentException("no output: " + times + " effects in " + topics + " of " + partitions);
        }
    }

    /** The same where the input has so many partitions. */
    public Yield beside(int inputPartitions) {
        return partitions > 0 ? this : new Yield(rule, times, topics, inputPartitions, counted);
    }

    /** The partition of its topic that a number stands for. */
    public int inTopic(int number) {
        return topics.size() == 1 ? number : number % partitions;
    }

    /** The number of the topic of a numbered partition, from 0. */
    public int topic(int number) {
        return topics.size() == 1 ? 0 : number / partitions;
    }
}

package delivery.chaos.report.cost;

import java.util.List;
import java.util.Optional;

/**
 * A figure that somebody else has published, as a ratio of throughputs, and what of ours comes nearest to it.
 *
 * @param says the figure in words
 * @param setup what it was measured on, as far as that was said
 * @param source where it stands
 * @param low lower end of the ratio; equal to {@code high} where one number was given
 * @param high upper end of the ratio
 * @param variant of ours
 * @param to the variant of ours that it is held against
 */
public record PublishedCost(
        String says, String setup, String source, double low, double high, String variant, String to) {
    private static final String NO_SETUP = "no setup is stated";
    private static final String CONDUKTOR =
            "When Kafka Exactly-Once Semantics Are Worth the Performance Cost, Conduktor";

    /** What can be held against ours. */
    public static final List<PublishedCost> ALL = List.of(
            new PublishedCost(
                    "transactions cost 3 % of throughput",
                    "producer alone, 1 KB records, a commit every 100 ms, against acks=all in order; Kafka 0.11",
                    "Transactions in Apache Kafka, Confluent, 2017",
                    0.97,
                    0.97,
                    VariantNames.TRANSACTIONAL_100_MS,
                    VariantNames.AT_LEAST_ONCE_100_MS),
            new PublishedCost(
                    "idempotence alone costs next to nothing",
                    "producer alone; Kafka 0.11",
                    "Exactly-once Semantics Are Possible: Here's How Kafka Does It, Confluent, 2017",
                    1,
                    1,
                    VariantNames.IDEMPOTENT,
                    VariantNames.AT_LEAST_ONCE),
            new PublishedCost(
                    "exactly once costs a Streams application 15 to 30 %",
                    "a commit every 100 ms, small records; Kafka 0.11, before exactly_once_v2",
                    "Exactly-once Semantics Are Possible: Here's How Kafka Does It, Confluent, 2017",
                    0.7,
                    0.85,
                    VariantNames.STREAMS,
                    VariantNames.STREAMS_AT_LEAST_ONCE),
            new PublishedCost(
                    "idempotence costs 2 % of throughput",
                    NO_SETUP, CONDUKTOR, 0.98, 0.98, VariantNames.IDEMPOTENT, VariantNames.AT_LEAST_ONCE),
            new PublishedCost(
                    "transactions cost 40 % of throughput",
                    NO_SETUP, CONDUKTOR, 0.6, 0.6, VariantNames.TRANSACTIONAL, VariantNames.AT_LEAST_ONCE));

    /** It beside ours. */
    public record Confirmation(PublishedCost published, Estimate ours) {
        /** Confirmed where the intervals meet; else to which side ours lies. */
        public String outcome() {
            if (ours.meets(published.low, published.high)) {
                return "confirmed";
            }
            return ours.high() < published.low ? "not confirmed: dearer here" : "not confirmed: cheaper here";
        }
    }

    /** Holds it against a block, if that measured both variants. */
    Optional<Confirmation> beside(CostBlock block) {
        return block.ratio(variant, to).map(ours -> new Confirmation(this, ours));
    }
}

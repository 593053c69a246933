package delivery.chaos.atlas;

import java.util.List;

/**
 * A scenario that the same seed does not decide, because Kafka does not.
 *
 * @param id of the scenario
 * @param why Kafka makes the exact count impossible, in a sentence
 */
record Variation(String id, String why) {
    /** All that are known; a scenario whose runs differ and that is not among them is a flaw of this suite. */
    static final List<Variation> ALL = List.of(
            new Variation(
                    "at-most-once/produce/broker-killed",
                    "With acks=1 the leader answers before its followers have the records (KafkaProducer, acks); whether"
                            + " one of them had fetched them when the leader died is a race between two brokers."),
            new Variation(
                    "at-most-once/fetch/broker-killed",
                    "The producer does not know yet that the leader has changed. Where the old one is up again by then, it"
                            + " refuses the Produce (NOT_LEADER_OR_FOLLOWER), which is not sent again (retries=0); where it"
                            + " is not, the producer asks who leads before it sends anything: a race between a broker's"
                            + " start and an election."));

    /** Why the runs of a scenario may differ; empty if nothing is known that would let them. */
    static String why(String id) {
        return ALL.stream()
                .filter(variation -> variation.id().equals(id))
                .map(Variation::why)
                .findFirst()
                .orElse("");
    }
}

package delivery.chaos.atlas;

import java.util.List;

/**
 * A scenario that the same seed does not decide, because Kafka does not.
 *
 * @param id of the scenario
 * @param why Kafka makes the exact count impossible, in sentences that begin with what has been seen
 */
record Variation(String id, String why) {
    /** All that are known; a scenario whose runs differ and that is not among them is a flaw of this suite. */
    static final List<Variation> ALL = List.of(
            new Variation(
                    "at-most-once/produce/broker-killed",
                    "Runs of one seed lose 0 or 30 events. With acks=1 the leader answers before its followers "
                            + "have the records (KafkaProducer, acks); whether"
                            + " one of them had fetched them when the leader died is a race between two brokers."),
            new Variation(
                    "at-most-once/fetch/broker-killed",
                    "Runs of one seed lose 0 or 30 events. The producer does not know yet that the leader has "
                            + "changed. Where the old one is up again by then, it"
                            + " refuses the Produce (NOT_LEADER_OR_FOLLOWER), which is not sent again "
                            + "(retries=0); where it"
                            + " is not, the producer asks who leads before it sends anything: a race between a broker's"
                            + " start and an election."),
            new Variation(
                    "transactional-eos/produce-first/by-name/late-end-txn",
                    "Below transaction version 2 runs of one seed duplicate 24 to 28 events. A producer's "
                            + "thread sends full"
                            + " batches while the next is filled; how much of the transaction is in the log "
                            + "when its offsets"
                            + " are added is a race between two threads of the client."),
            new Variation(
                    "streams-eos/by-name/late-end-txn",
                    "Below transaction version 2 runs of one seed duplicate 21 to 30 events. Streams commits by "
                            + "the clock"
                            + " (commit.interval.ms): how much of a batch is in the transaction that is open, on a busy"
                            + " machine, is decided by it."));

    private static final String RAGGED_ID = "-ragged";
    private static final String RAGGED =
            "On the ragged course batches are as they come: what a strike finds in flight differs"
                    + " from run to run, and the counts with it, within what was at risk.";

    /** Why the runs of a scenario may differ; empty if nothing is known that would let them. */
    static String why(String id) {
        return id.endsWith(RAGGED_ID) ? RAGGED : known(id);
    }

    private static String known(String id) {
        return ALL.stream()
                .filter(variation -> variation.id().equals(id))
                .map(Variation::why)
                .findFirst()
                .orElse("");
    }
}

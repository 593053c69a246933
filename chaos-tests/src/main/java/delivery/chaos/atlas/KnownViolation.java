package delivery.chaos.atlas;

import delivery.chaos.report.atlas.AtlasScenario;
import delivery.contract.Anomaly;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A scenario in which a promise is broken though the module does all that its clients let it do.
 *
 * @param id of the scenario
 * @param belowTransactionVersion on brokers that have finalized a lower one; on others the promise holds; {@link #ANY}
 *     where it is broken on all
 * @param violation what is known of it
 */
record KnownViolation(String id, int belowTransactionVersion, AtlasScenario.Known violation) {
    private static final int ANY = Integer.MAX_VALUE;

    private static final String LATE_OFFSET_COMMIT =
            "A coordinator that is asked to commit offsets compares the member and its generation with those "
                    + "that it knows"
                    + " (OffsetMetadataManager.commitOffset), and the offsets with nothing: a commit that comes "
                    + "late, after a"
                    + " later one of the same member, takes the group back to where it was. What was done since is done"
                    + " again by whoever reads the committed offsets next, be they committed before the effects "
                    + "or after"
                    + " them. Offsets in a transaction of transaction.version 2 are fenced by its epoch.";
    private static final String LATE_END_TXN =
            "Below transaction version 2 an epoch lasts for many transactions, so that"
                    + " the coordinator cannot tell an EndTxn that comes late from one of the transaction that "
                    + "is open now, and"
                    + " ends that one half-way (KIP-890). Which version holds is for brokers and clients "
                    + "together to decide: with"
                    + " transaction.version 2 and these clients the late one is fenced, for their epoch grows "
                    + "with every"
                    + " transaction; clients that do not know version 2 (before 4.0) have it as below 2. Where "
                    + "the output has"
                    + " several partitions, a commit may return without an error and half of its effects be "
                    + "gone; with the"
                    + " one partition of the atlas it fails, and the pipeline is started again.";

    /** All that are known; a broken promise that is not among them fails the run. */
    static final List<KnownViolation> ALL = List.of(
            new KnownViolation(
                    "transactional-eos/by-name/late-end-txn",
                    2,
                    new AtlasScenario.Known("KAFKA-17754", LATE_END_TXN, Set.of(Anomaly.LOST, Anomaly.MISCOUNTED))),
            new KnownViolation(
                    "transactional-eos/produce-first/by-name/late-end-txn",
                    2,
                    new AtlasScenario.Known(
                            "KAFKA-17754", LATE_END_TXN, Set.of(Anomaly.LOST, Anomaly.DUPLICATED, Anomaly.MISCOUNTED))),
            new KnownViolation(
                    "at-most-once/by-name/late-offset-commit",
                    ANY,
                    new AtlasScenario.Known(
                            "late OffsetCommit",
                            LATE_OFFSET_COMMIT,
                            Set.of(Anomaly.DUPLICATED, Anomaly.MISCOUNTED, Anomaly.REORDERED))),
            new KnownViolation(
                    "streams-eos/by-name/late-end-txn",
                    2,
                    new AtlasScenario.Known(
                            "KAFKA-17754", LATE_END_TXN, Set.of(Anomaly.DUPLICATED, Anomaly.MISCOUNTED))));

    /** What is known of a scenario on brokers that have finalized this {@code transaction.version}. */
    static Optional<AtlasScenario.Known> of(String id, int transactionVersion) {
        return ALL.stream()
                .filter(one -> one.id().equals(id) && transactionVersion < one.belowTransactionVersion())
                .map(KnownViolation::violation)
                .findFirst();
    }
}

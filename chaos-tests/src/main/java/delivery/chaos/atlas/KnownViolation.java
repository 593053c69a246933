package delivery.chaos.atlas;

import delivery.chaos.report.AtlasScenario;
import delivery.contract.Anomaly;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A scenario in which Kafka itself breaks the promise of a module that does all it can.
 *
 * @param id of the scenario
 * @param belowTransactionVersion on brokers that have finalized a lower one; on others the promise holds
 * @param violation what is known of it
 */
record KnownViolation(String id, int belowTransactionVersion, AtlasScenario.Known violation) {
    private static final String LATE_END_TXN =
            "Below transaction version 2 an epoch lasts for many transactions, so that"
                    + " the coordinator cannot tell an EndTxn that comes late from one of the transaction that is open now, and"
                    + " ends that one half-way (KIP-890). Which version holds is for brokers and clients together to decide: with"
                    + " transaction.version 2 and these clients the late one is fenced, for their epoch grows with every"
                    + " transaction; clients that do not know version 2 (before 4.0) have it as below 2. Where the output has"
                    + " several partitions, a commit may return without an error and half of its effects be gone; with the"
                    + " one partition of the atlas it fails, and the pipeline is started again.";

    /** All that are known; a broken promise that is not among them fails the run. */
    static final List<KnownViolation> ALL = List.of(
            new KnownViolation(
                    "transactional-eos/by-name/late-end-txn",
                    2,
                    new AtlasScenario.Known("KAFKA-17754", LATE_END_TXN, Set.of(Anomaly.LOST, Anomaly.MISCOUNTED))),
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

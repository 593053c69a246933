package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.Await;
import delivery.chaos.fault.Fault;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.io.IOException;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.protocol.ApiKeys;

/** The requests of a cycle that may be late. */
public enum LateStep {
    PRODUCE("produce", "A Produce", Aim.Step.PRODUCE),
    /** OffsetCommit, or TxnOffsetCommit of who has transactions. */
    COMMIT("commit", "A commit of offsets", Aim.Step.COMMIT),
    END_TXN("end-txn", "An EndTxn (commit)", Aim.Step.END_TXN),
    HEARTBEAT("heartbeat", "A heartbeat of the group", ApiKeys.HEARTBEAT, ApiKeys.CONSUMER_GROUP_HEARTBEAT),
    /** Sent by clients where {@code transaction.version} is 0 or 1 alone. */
    ADD_PARTITIONS("add-partitions", "An AddPartitionsToTxn", ApiKeys.ADD_PARTITIONS_TO_TXN);

    final String label;
    final String subject;
    final Aim.Step aim;
    private final Set<ApiKeys> kinds;

    LateStep(String label, String subject, Aim.Step aim) {
        this.label = label;
        this.subject = subject;
        this.aim = aim;
        this.kinds = Set.of();
    }

    /** One that concerns no event: that which follows the Produce of one. */
    LateStep(String label, String subject, ApiKeys... kinds) {
        this.label = label;
        this.subject = subject;
        this.aim = Aim.Step.PRODUCE;
        this.kinds = Set.of(kinds);
    }

    /** What the pipeline goes through: a late commit shows only after a restart; a heartbeat excuses nothing. */
    Circumstance[] circumstances() {
        return switch (this) {
            case COMMIT -> new Circumstance[] {Circumstance.ACK_LOST, Circumstance.PIPELINE_RESTARTED};
            case HEARTBEAT -> new Circumstance[] {Circumstance.UNDISTURBED};
            case PRODUCE, END_TXN, ADD_PARTITIONS -> new Circumstance[] {Circumstance.ACK_LOST};
        };
    }

    /** Whoever sends such a request, and has something at risk then. */
    Predicate<Guarantee> concerned() {
        return switch (this) {
            case PRODUCE, COMMIT -> guarantee -> true;
            case END_TXN, ADD_PARTITIONS -> Guarantee::readsCommitted;
            // Who commits first has nothing begun between two cycles.
            case HEARTBEAT -> guarantee -> guarantee.forbids(Anomaly.LOST, Circumstance.PIPELINE_RESTARTED);
        };
    }

    /** Starts the pipeline and holds the request. */
    HeldRequest hold(Testbed testbed, Aim due) throws IOException, Fault.NotFiredException {
        HeldRequest first = Await.start(testbed, due);
        if (kinds.isEmpty()) {
            return first;
        }
        Hold trap = testbed.link().tap().hold(request -> kinds.contains(request.apiKey()));
        if (this == ADD_PARTITIONS) {
            first.passOn();
        }
        // A heartbeat comes by the clock, and the pipeline must not be through with its input by then.
        HeldRequest late = Await.caught(testbed, trap, due.step());
        first.passOn();
        return late;
    }
}

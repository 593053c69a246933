package delivery.chaos.audit;

import static delivery.contract.Circumstance.PIPELINE_RESTARTED;
import static delivery.contract.Circumstance.REBALANCED;
import static delivery.contract.Circumstance.UNDISTURBED;
import static delivery.contract.Circumstance.ZOMBIE;
import static delivery.contract.Expectation.ACCEPTABLE;
import static delivery.contract.Expectation.FORBIDDEN;
import static delivery.contract.Expectation.INTERESTING;

import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.List;

/** Promises to judge literal histories by. */
public final class Promises {
    public static final Guarantee AT_MOST_ONCE = Guarantee.of(
            "at-most-once",
            "Every event has at most one effect; under faults some have none.",
            Guarantee.READ_UNCOMMITTED,
            (anomaly, circumstance) -> switch (anomaly) {
                case LOST, MISCOUNTED -> circumstance == UNDISTURBED ? ACCEPTABLE : INTERESTING;
                case DUPLICATED, REORDERED, PHANTOM, ABORTED_READ, TORN, STUCK -> FORBIDDEN;
            });

    public static final Guarantee AT_LEAST_ONCE = Guarantee.of(
            "at-least-once",
            "Every event has an effect; under faults some have several.",
            Guarantee.READ_UNCOMMITTED,
            (anomaly, circumstance) -> switch (anomaly) {
                case DUPLICATED, MISCOUNTED -> circumstance == UNDISTURBED ? FORBIDDEN : INTERESTING;
                case REORDERED -> ACCEPTABLE;
                case LOST, PHANTOM, ABORTED_READ, TORN, STUCK -> FORBIDDEN;
            });

    public static final Guarantee IDEMPOTENT = Guarantee.of(
            "idempotent-producer",
            "Every event has an effect; several only after a restart or a rebalance.",
            Guarantee.READ_UNCOMMITTED,
            (anomaly, circumstance) -> switch (anomaly) {
                case DUPLICATED, MISCOUNTED -> repeatsWork(circumstance) ? INTERESTING : FORBIDDEN;
                case LOST, REORDERED, PHANTOM, ABORTED_READ, TORN, STUCK -> FORBIDDEN;
            });

    public static final Guarantee TRANSACTIONAL = Guarantee.of(
            "transactional-eos",
            "Every event has exactly one effect that a read_committed consumer is given.",
            Guarantee.READ_COMMITTED,
            (anomaly, circumstance) -> FORBIDDEN);

    public static final Guarantee STREAMS = Guarantee.of(
            "streams-eos",
            "Every event has exactly one effect, and its count survives with it.",
            Guarantee.READ_COMMITTED,
            (anomaly, circumstance) -> FORBIDDEN);

    /** From weak to strong. */
    public static final List<Guarantee> ALL = List.of(AT_MOST_ONCE, AT_LEAST_ONCE, IDEMPOTENT, TRANSACTIONAL, STREAMS);

    private Promises() {}

    private static boolean repeatsWork(Circumstance circumstance) {
        return circumstance == PIPELINE_RESTARTED || circumstance == REBALANCED || circumstance == ZOMBIE;
    }
}

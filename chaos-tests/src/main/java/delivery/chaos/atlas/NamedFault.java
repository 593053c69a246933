package delivery.chaos.atlas;

import delivery.chaos.fault.pipeline.SecondInstance;
import delivery.chaos.report.atlas.AtlasScenario;
import delivery.chaos.testbed.Instances;
import java.util.ArrayList;
import java.util.List;

/** A fault that the literature knows by a name of its own. It is not one of the strikes. */
sealed interface NamedFault extends AtlasFault permits LateAck, LateEndTxn, OfMatrix {

    @Override
    default boolean waits() {
        return true;
    }

    @Override
    default String place() {
        return order().prefix() + AtlasScenario.BY_NAME;
    }

    /**
     * Those that can happen to a module, as its steps say; in another order of a transaction, those to which it
     * matters.
     */
    static List<NamedFault> of(Cycle cycle, TransactionOrder order) {
        List<NamedFault> faults = new ArrayList<>();
        if (order == TransactionOrder.AS_FLUSHED) {
            cycle.find(Cycle.PRODUCE).map(LateAck::new).ifPresent(faults::add);
            if (cycle.transactionalId().contains(Instances.FIRST_INSTANCE_ID)) {
                cycle.find(Cycle.END_TXN).map(NamedFault::secondInstance).ifPresent(faults::add);
            }
        }
        if (order == TransactionOrder.AS_FLUSHED) {
            cycle.find(Cycle.END_TXN).map(OfMatrix::endTxnUnanswered).ifPresent(faults::add);
            cycle.commitOfOffsets().map(OfMatrix::lateOffsetCommit).ifPresent(faults::add);
        }
        cycle.find(Cycle.END_TXN)
                .flatMap(endTxn -> cycle.lastOfEffectsAndOffsets().map(second -> new LateEndTxn(endTxn, second, order)))
                .ifPresent(faults::add);
        return faults;
    }

    private static NamedFault secondInstance(CycleStep endTxn) {
        return new OfMatrix(
                endTxn,
                new SecondInstance(),
                "second instance",
                "a second instance with the same transactional.id takes over before the broker sees the request");
    }
}

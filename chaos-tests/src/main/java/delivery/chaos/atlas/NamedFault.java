package delivery.chaos.atlas;

import delivery.chaos.report.AtlasScenario;
import delivery.chaos.testbed.Instances;
import java.util.ArrayList;
import java.util.List;

/** A fault that the literature tells of by a name of its own, and that is none of the strikes. */
sealed interface NamedFault extends AtlasFault permits LateAck, LateEndTxn, SameTransactionalId {

    @Override
    default String place() {
        return AtlasScenario.BY_NAME;
    }

    @Override
    default boolean waits() {
        return true;
    }

    /** Those that can happen to a module, as its steps say. */
    static List<NamedFault> of(Cycle cycle) {
        List<NamedFault> faults = new ArrayList<>();
        cycle.find(Cycle.PRODUCE).map(LateAck::new).ifPresent(faults::add);
        if (cycle.transactionalId().contains(Instances.FIRST_INSTANCE_ID)) {
            cycle.find(Cycle.END_TXN).map(SameTransactionalId::new).ifPresent(faults::add);
        }
        cycle.find(Cycle.END_TXN)
                .flatMap(endTxn -> cycle.lastOfEffectsAndOffsets().map(second -> new LateEndTxn(endTxn, second)))
                .ifPresent(faults::add);
        return faults;
    }
}

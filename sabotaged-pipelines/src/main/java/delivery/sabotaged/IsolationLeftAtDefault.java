package delivery.sabotaged;

import delivery.contract.Anomaly;
import delivery.contract.Clients;
import delivery.contract.Guarantee;
import delivery.contract.PipelineFlags;
import delivery.transactional.TransactionalEos;
import java.io.IOException;

/**
 * {@code isolation.level} is left at its default, read_uncommitted: the counts are restored from effects that were
 * aborted.
 */
final class IsolationLeftAtDefault extends TransactionalEos {
    static final Sabotage SABOTAGE = new Sabotage(
            "isolation-left-at-default",
            "counts restored with read_uncommitted",
            GUARANTEE,
            "killed-before-end-txn",
            Anomaly.MISCOUNTED,
            IsolationLeftAtDefault::new);

    private IsolationLeftAtDefault(PipelineFlags flags) throws IOException {
        super(flags, Clients.connect(flags, settings(flags).values(), Guarantee.READ_UNCOMMITTED));
    }
}

package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.message.EndTxnRequestData;

/**
 * SIGKILL to the pipeline when it asks for its transaction to be committed, which is never sent: all of the
 * transaction is in the log, for a producer asks when everything else is acknowledged, and none of it counts.
 */
final class KilledBeforeEndTxn implements Fault {
    @Override
    public String name() {
        return "killed-before-end-txn";
    }

    @Override
    public String description() {
        return "The pipeline is killed (SIGKILL) at an EndTxn (commit) that is never sent: its effects are in the log, in a "
                + "transaction that will be aborted.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.PIPELINE_RESTARTED);
    }

    /** Transactions are for readers that leave out what is aborted. */
    @Override
    public boolean concerns(Guarantee guarantee) {
        return guarantee.readsCommitted();
    }

    @Override
    public int firings() {
        return 1;
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.spread(random, eventsByPartition, List.of(Aim.Step.END_TXN));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Hold trap =
                testbed.holdEndTxn(schedule.get(0).partition(), schedule.get(0).offset());
        testbed.pipeline().start();
        HeldRequest held = Patience.caught(testbed, trap, "EndTxn (commit)");
        EndTxnRequestData endTxn = (EndTxnRequestData) held.request().body();
        fired.accept(KillAtRequest.strike(
                testbed,
                held,
                testbed.traffic().openTransaction(),
                Map.of("transactionalId", endTxn.transactionalId(), "producerEpoch", endTxn.producerEpoch()),
                "the transaction of " + endTxn.transactionalId() + " was left open"));
        testbed.pipeline().start();
    }
}

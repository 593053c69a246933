package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.message.EndTxnRequestData;

/**
 * SIGKILL to the pipeline when it asks for its transaction to be committed, which is never sent: all of the
 * transaction is in the log, for a producer asks when everything else is acknowledged, and none of it counts.
 */
public final class KilledBeforeEndTxn extends AimedFault {
    public KilledBeforeEndTxn() {
        super(FaultDescription.of(
                        "killed-before-end-txn",
                        "The pipeline is killed (SIGKILL) at an EndTxn (commit) that is never sent: its effects are in "
                                + "the log, in a transaction that will be aborted.")
                .when("killed before its transaction ends")
                .takesThrough(Circumstance.PIPELINE_RESTARTED)
                // Transactions are for readers that leave out what is aborted.
                .concerns(Guarantee::readsCommitted)
                .strikesAt(Aim.Step.END_TXN));
    }

    private record LeftOpen(String transactionalId, short producerEpoch) implements Proof {
        @Override
        public String sentence() {
            return "the transaction of " + transactionalId + " was left open";
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest held = Await.start(testbed, schedule.get(0));
        EndTxnRequestData endTxn = (EndTxnRequestData) held.request().body();
        fired.accept(KillAtRequest.strike(
                testbed,
                held,
                testbed.traffic().openTransaction(),
                new LeftOpen(endTxn.transactionalId(), endTxn.producerEpoch())));
        testbed.pipeline().start();
    }
}

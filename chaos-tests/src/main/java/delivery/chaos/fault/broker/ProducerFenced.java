package delivery.chaos.fault.broker;

import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import delivery.contract.Guarantee;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.FenceProducersResult;
import org.apache.kafka.common.message.EndTxnRequestData;

/**
 * Somebody else begins to use the pipeline's {@code transactional.id} while it asks for its transaction to be
 * committed: the transaction is aborted, and its producer fenced ({@code Admin.fenceProducers}, which does what a
 * second instance does).
 */
public final class ProducerFenced extends AimedFault {
    public ProducerFenced() {
        super(FaultDescription.of(
                        "producer-fenced",
                        "The transactional id of the pipeline is initialised by somebody else before its EndTxn "
                                + "(commit) arrives: its transaction is aborted and its producer fenced.")
                .when("somebody else fences its producer")
                .takesThrough(Circumstance.PIPELINE_RESTARTED)
                // Transactions are for readers that leave out what is aborted; without them there is no EndTxn.
                .concerns(Guarantee::readsCommitted)
                .strikesAt(Aim.Step.END_TXN));
    }

    private record Fenced(
            TappedRequest request,
            String transactionalId,
            long producerId,
            short producerEpoch,
            long fencedByProducerId,
            short fencedByEpoch)
            implements Proof {
        @Override
        public String sentence() {
            return "%s of producer %d, epoch %d, came when %s belonged to producer %d, epoch %d"
                    .formatted(request, producerId, producerEpoch, transactionalId, fencedByProducerId, fencedByEpoch);
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        HeldRequest held = Await.start(testbed, schedule.get(0));
        EndTxnRequestData endTxn = (EndTxnRequestData) held.request().body();
        String id = endTxn.transactionalId();
        Impact impact = Impact.now(testbed)
                .onAllBetweenEffectAndCommit()
                .on(testbed.traffic().openTransaction())
                .takenUpAgain();
        FenceProducersResult fenced = testbed.cluster().admin().fenceProducers(List.of(id));
        Fenced proof = new Fenced(
                held.request(),
                id,
                endTxn.producerId(),
                endTxn.producerEpoch(),
                fenced.producerId(id).get(),
                fenced.epochId(id).get());
        held.passOn();
        fired.accept(impact.proven(proof));
    }
}

package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.FenceProducersResult;
import org.apache.kafka.common.message.EndTxnRequestData;

/**
 * Somebody else begins to use the pipeline's {@code transactional.id} while it asks for its transaction to be
 * committed: the transaction is aborted, and its producer fenced ({@code Admin.fenceProducers}, which does what a
 * second instance does).
 */
final class ProducerFenced implements Fault {
    private static final Set<Integer> ALL_PARTITIONS = Set.of();

    @Override
    public String name() {
        return "producer-fenced";
    }

    @Override
    public String description() {
        return "The transactional id of the pipeline is initialised by somebody else before its EndTxn (commit) arrives: its "
                + "transaction is aborted and its producer fenced.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.PIPELINE_RESTARTED);
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
        long atMs = testbed.clock().elapsedMs();
        EndTxnRequestData endTxn = (EndTxnRequestData) held.request().body();
        String transactionalId = endTxn.transactionalId();
        Set<String> inFlight = testbed.betweenEffectAndCommit();
        inFlight.addAll(testbed.traffic().openTransaction());
        AtRisk atRisk = testbed.atRisk().takenUpAgain(inFlight);
        FenceProducersResult fenced = testbed.cluster().admin().fenceProducers(List.of(transactionalId));
        long producerId = fenced.producerId(transactionalId).get();
        short epoch = fenced.epochId(transactionalId).get();
        held.passOn();
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("request", held.request().toString());
        proof.put("transactionalId", transactionalId);
        proof.put("producerId", endTxn.producerId());
        proof.put("producerEpoch", endTxn.producerEpoch());
        proof.put("fencedByProducerId", producerId);
        proof.put("fencedByEpoch", epoch);
        String what = "%s of producer %d, epoch %d, came when %s belonged to producer %d, epoch %d"
                .formatted(
                        held.request(),
                        endTxn.producerId(),
                        endTxn.producerEpoch(),
                        transactionalId,
                        producerId,
                        epoch);
        fired.accept(new Firing(
                atMs, testbed.clock().elapsedMs(), ALL_PARTITIONS, 0, inFlight, atRisk.events(), what, proof));
    }
}

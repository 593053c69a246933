package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Anomaly;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** SIGKILL to the pipeline while the wire tap holds a request of it, which is then never forwarded. */
final class KillAtRequest {
    private static final Set<Integer> ALL_PARTITIONS = Set.of();

    private KillAtRequest() {}

    /**
     * Kills the pipeline; it stays down until it is started.
     *
     * @param atStake ids of the events that the request is about
     * @param facts to be added to the proof, by name
     * @param what else is to be said in the proof's sentence
     */
    static Fault.Firing strike(
            Testbed testbed, HeldRequest held, Set<String> atStake, Map<String, Object> facts, String what)
            throws IOException, InterruptedException, ExecutionException {
        ChildProcess killed = testbed.pipeline().kill();
        long atMs = testbed.clock().elapsedMs();
        int lastConnection = testbed.link().tap().connections();
        held.discard();
        Set<String> inFlight = testbed.betweenEffectAndCommit();
        inFlight.addAll(atStake);
        inFlight.addAll(testbed.traffic().takeUnanswered());
        Map<Anomaly, Set<String>> atRisk =
                testbed.atRisk().takenUpAgain(inFlight).events();
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("pid", killed.pid());
        proof.put("exitCode", killed.exitCode());
        proof.put("request", held.request().toString());
        proof.put("recordsInFlight", inFlight.size());
        proof.put(
                "effectsAcknowledged", testbed.traffic().acknowledged(inFlight).size());
        proof.put(
                "effectsUndecided",
                atRisk.getOrDefault(Anomaly.ABORTED_READ, Set.of()).size());
        proof.putAll(facts);
        String sentence = "pid %d ended by SIGKILL (exit code %d) at %s, which was never sent; %s"
                .formatted(killed.pid(), killed.exitCode(), held.request(), what);
        return new Fault.Firing(
                atMs, testbed.clock().elapsedMs(), ALL_PARTITIONS, lastConnection, inFlight, atRisk, sentence, proof);
    }
}

package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.Testbed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** SIGKILL to the pipeline while the wire tap holds a request of it, which is then never forwarded. */
final class KillAtRequest {
    private static final Set<Integer> ALL_PARTITIONS = Set.of();

    private KillAtRequest() {}

    /**
     * Kills the pipeline; it stays down until it is started.
     *
     * @param facts to be added to the proof, by name
     * @param what else is to be said in the proof's sentence
     */
    static Fault.Firing strike(Testbed testbed, HeldRequest held, Map<String, Object> facts, String what)
            throws InterruptedException {
        ChildProcess killed = testbed.pipeline().kill();
        // From here on: an acknowledgement before it went to the process that was killed.
        long atMs = testbed.clock().elapsedMs();
        held.discard();
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("pid", killed.pid());
        proof.put("exitCode", killed.exitCode());
        proof.put("request", held.request().toString());
        proof.putAll(facts);
        String sentence = "pid %d ended by SIGKILL (exit code %d) at %s, which was never sent; %s"
                .formatted(killed.pid(), killed.exitCode(), held.request(), what);
        return new Fault.Firing(atMs, testbed.clock().elapsedMs(), ALL_PARTITIONS, sentence, proof);
    }
}

package delivery.chaos.fault;

import delivery.chaos.cluster.BrokerProcess;
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

/**
 * SIGKILL to the coordinator when it has ended a cycle and before it can say so. Of an EndTxn: prepare-commit stands
 * in the transaction log, and another coordinator has to complete what it promised. Without transactions, of a commit
 * of offsets.
 */
final class CoordinatorKilled implements Fault {
    private static final Set<Integer> ALL_PARTITIONS = Set.of();
    private static final String TRANSACTION_LOG = "__transaction_state";
    private static final String OFFSETS_LOG = "__consumer_offsets";

    @Override
    public String name() {
        return "coordinator-killed";
    }

    @Override
    public String description() {
        return "The transaction coordinator is killed (SIGKILL) when it has prepared a commit and before its answer arrives; "
                + "without transactions, the group coordinator after a commit of offsets. It is started again.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.BROKER_KILLED, Circumstance.ACK_LOST);
    }

    @Override
    public int firings() {
        return 1;
    }

    @Override
    public boolean breaksBrokers() {
        return true;
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.spread(random, eventsByPartition, List.of(Aim.Step.END_OF_CYCLE));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Aim due = schedule.get(0);
        Hold trap = testbed.link().tap().holdCarriedOut(testbed.endsCycle(due.partition(), due.offset()));
        testbed.pipeline().start();
        HeldRequest held = Patience.caught(testbed, trap, "end of a cycle");
        Deed done = strike(testbed, held);
        // Whoever leads the coordinator's log is the coordinator; it has one partition here.
        String log = testbed.requests().isEndTxn(held.request()) ? TRANSACTION_LOG : OFFSETS_LOG;
        fired.accept(done.firing(
                testbed, held, Takeover.ofLeader(testbed, log, 0, held.request().brokerId())));
    }

    private static Deed strike(Testbed testbed, HeldRequest held) throws Exception {
        Set<String> inFlight = testbed.betweenEffectAndCommit();
        inFlight.addAll(testbed.eventsOf(held.request()));
        inFlight.addAll(testbed.lastEventsToCommit(held.request()));
        AtRisk atRisk = testbed.atRisk().unanswered(inFlight).takenUpAgain(inFlight);
        long atMs = testbed.clock().elapsedMs();
        BrokerProcess killed = testbed.brokers().kill(held.request().brokerId());
        held.cut();
        return new Deed(killed, atMs, inFlight, atRisk);
    }

    /** What was done when the cycle had been ended, and what it was done to. */
    private record Deed(BrokerProcess killed, long atMs, Set<String> inFlight, AtRisk atRisk) {
        Firing firing(Testbed testbed, HeldRequest held, Takeover takeover) {
            int brokerId = held.request().brokerId();
            int exitCode = killed.exitCode().getAsInt();
            Map<String, Object> proof = new LinkedHashMap<>();
            proof.put("request", held.request().toString());
            proof.put("answer", held.answer());
            proof.put("broker", brokerId);
            proof.put("pid", killed.pid());
            proof.put("exitCode", exitCode);
            proof.put("newCoordinator", takeover.successor());
            proof.put("restartedPid", takeover.restarted().pid());
            String what =
                    ("broker %d (%s), the coordinator, ended by SIGKILL (exit code %d) when it had carried out %s; "
                                    + "its answer never arrived; broker %d took over")
                            .formatted(brokerId, killed, exitCode, held.request(), takeover.successor());
            return new Firing(
                    atMs, testbed.clock().elapsedMs(), ALL_PARTITIONS, 0, inFlight, atRisk.events(), what, proof);
        }
    }
}

package delivery.chaos.atlas;

import delivery.chaos.cluster.BrokerProcessState;
import delivery.chaos.fault.Fault.Firing;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.process.ChildProcess;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.Testbed;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Carries a strike out on the request that a step trap holds, and gathers the proof of it. */
final class StepStrike {
    private static final Set<Integer> ALL_PARTITIONS = Set.of();

    private final StepTrap stepTrap;
    private final Strike strike;
    private final Testbed testbed;
    private final Map<String, Object> proof = new LinkedHashMap<>();
    private HeldRequest held;

    StepStrike(StepTrap stepTrap, Strike strike) {
        this.stepTrap = stepTrap;
        this.strike = strike;
        this.testbed = stepTrap.testbed();
    }

    /**
     * Brings the pipeline to the step and strikes.
     *
     * @throws TimeoutException if no such request comes, or the broker does not carry the request out
     */
    Firing strike() throws Exception {
        held = stepTrap.await();
        if (strike == Strike.PAUSED) {
            // Before anything is measured: its session must not expire while it is awake.
            proof.put("pid", testbed.pipeline().pause().pid());
        }
        Set<String> about = testbed.eventsOf(held.request());
        if (strike.isAfterwards()) {
            held = stepTrap.carriedOut(held, proof);
        }
        proof.put("request", held.request().toString());
        proof.put("carriedOut", strike.isAfterwards());
        long atMs = testbed.clock().elapsedMs();
        // The log of a broker that is down cannot be read.
        Set<String> inFlight = new HashSet<>(strike == Strike.PAUSED ? testbed.betweenEffectAndCommit() : Set.of());
        AtRisk atRisk = atRiskBefore(about);
        String what = carryOut(atRisk, inFlight);
        int lastConnection = strike.killsPipeline() ? testbed.link().tap().connections() : 0;
        if (!strike.breaksBrokers() && strike != Strike.PAUSED) {
            inFlight.addAll(testbed.betweenEffectAndCommit());
        }
        if (strike.killsPipeline()) {
            atRisk.takenUpAgain(inFlight);
        }
        goOn();
        if (strike.breaksBrokers()) {
            mendBroker();
        }
        inFlight.addAll(testbed.traffic().takeUnanswered());
        return new Firing(
                atMs,
                testbed.clock().elapsedMs(),
                ALL_PARTITIONS,
                lastConnection,
                inFlight,
                atRisk.events(),
                held.request() + " " + what,
                proof);
    }

    /** Does to the held request what the strike is, and says what that was. */
    private String carryOut(AtRisk atRisk, Set<String> inFlight) throws Exception {
        return switch (strike) {
            case REQUEST_LOST -> {
                held.discard();
                yield "was never sent on";
            }
            case ACK_LOST_AFTER -> {
                held.cut();
                yield "was carried out, its answer never handed on";
            }
            case KILLED_BEFORE -> {
                String killed = killPipeline();
                held.discard();
                yield "was never sent on; " + killed;
            }
            case KILLED_AFTER -> {
                String killed = killPipeline();
                held.cut();
                yield "was carried out, its answer never handed on; " + killed;
            }
            case BROKER_KILLED_AFTER -> "was carried out, its answer never handed on; " + killBroker();
            case PAUSED -> new TakeOver(stepTrap, held, atRisk, inFlight, proof).run();
        };
    }

    /** What a killed pipeline leaves behind is measured when it is dead. */
    private AtRisk atRiskBefore(Set<String> about) throws IOException, InterruptedException, ExecutionException {
        return switch (strike) {
            case REQUEST_LOST, ACK_LOST_AFTER, BROKER_KILLED_AFTER ->
                testbed.atRisk().unanswered(about);
            case PAUSED -> testbed.atRisk().takenUpAgain(testbed.betweenEffectAndCommit());
            case KILLED_BEFORE, KILLED_AFTER -> testbed.atRisk();
        };
    }

    private String killPipeline() throws InterruptedException {
        ChildProcess killed = testbed.pipeline().kill();
        proof.put("pid", killed.pid());
        proof.put("exitCode", killed.exitCode());
        return "pid %d ended by SIGKILL (exit code %d)".formatted(killed.pid(), killed.exitCode());
    }

    /** Kills the broker that carried the request out. */
    private String killBroker() throws InterruptedException {
        int brokerId = held.request().brokerId();
        BrokerProcessState killed = testbed.brokers().kill(brokerId);
        held.cut();
        proof.put("broker", brokerId);
        proof.put("pid", killed.pid().orElseThrow());
        proof.put("exitCode", killed.exitCode().getAsInt());
        return "broker " + brokerId + " " + killed.killed() + ", others took over";
    }

    /** Starts the killed broker again and waits until others have taken over from it and it has caught up with them. */
    private void mendBroker() throws IOException {
        int brokerId = held.request().brokerId();
        // Its JVM needs about as long to start as its session to expire; no sooner is it let in.
        BrokerProcessState restarted = testbed.brokers().restart(brokerId);
        Layout.awaitOthersThan(brokerId, testbed);
        testbed.cluster().awaitAllInSync();
        proof.put("restartedPid", restarted.pid().orElseThrow());
    }

    /**
     * The input goes on, and so does the pipeline: one that was killed, or was stopping and has stopped, is started
     * again.
     */
    private void goOn() throws IOException, InterruptedException {
        testbed.feed().goOn();
        boolean isStopping = stepTrap.step().phase() == Phase.SHUT_DOWN && strike != Strike.PAUSED;
        if (isStopping && !strike.killsPipeline()) {
            testbed.pipeline().stop();
        }
        if (isStopping || strike.killsPipeline()) {
            testbed.pipeline().start();
        }
    }
}

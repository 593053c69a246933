package delivery.chaos.fault;

import delivery.chaos.cluster.BrokerProcess;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.AtRisk;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.protocol.Errors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The leader of an output partition gets Produces while all followers are paused (SIGSTOP), and is killed (SIGKILL)
 * when it has acknowledged two, or a moment after one that it does not; then the followers go on, and one of them
 * leads. It takes two: a follower's fetch waits at the leader, which answers it with the first, and the follower
 * finds that in its socket when it goes on. They are the first two that follow a commit, and so of the same poll.
 */
final class LeaderAloneKilled implements Fault {
    private static final Duration ACKNOWLEDGED_DEADLINE = Duration.ofMillis(500);

    @Override
    public String name() {
        return "leader-alone-killed";
    }

    @Override
    public String description() {
        return "The followers of an output partition are paused, its leader gets two Produces and is killed (SIGKILL) once it "
                + "has acknowledged them, or when it does not; a follower takes over.";
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

    /**
     * The effects of a poll in several requests: none of the next poll comes, for no commit is carried out meanwhile.
     */
    @Override
    public Map<String, String> clientSettings() {
        return Map.of(ProducerConfig.BATCH_SIZE_CONFIG, "4096");
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.spread(random, eventsByPartition, List.of(Aim.Step.COMMIT));
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Aim due = schedule.get(0);
        Hold commit = testbed.holdCommit(due.partition(), due.offset());
        testbed.pipeline().start();
        HeldRequest before = Patience.caught(testbed, commit, "commit of offsets");
        Hold trap = testbed.holdNewEffects(due.partition(), 0);
        before.passOn();
        EffectsInFlight effects = EffectsInFlight.await(testbed, trap);
        fired.accept(kill(testbed, effects, due.partition()));
    }

    private static Firing kill(Testbed testbed, EffectsInFlight effects, int partition) throws Exception {
        int leader = effects.request().brokerId();
        Set<Integer> followers =
                new TreeSet<>(testbed.cluster().clientEndpoints().keySet());
        followers.remove(leader);
        AtRisk atRisk = testbed.atRisk().unanswered(effects.eventIds());
        long atMs = testbed.clock().elapsedMs();
        for (int follower : followers) {
            testbed.brokers().pause(follower);
        }
        boolean acknowledged = isAcknowledged(testbed, effects);
        if (acknowledged) {
            awaitAcknowledgedBehind(testbed, effects);
        }
        BrokerProcess killed = testbed.brokers().kill(leader);
        Set<String> behind = testbed.traffic().acknowledgedBehind(effects.request());
        for (int follower : followers) {
            testbed.brokers().resume(follower);
        }
        Takeover takeover = Takeover.ofLeader(testbed, testbed.topics().output(), partition, leader);
        Map<String, Object> proof = effects.proof();
        proof.put("acknowledged", acknowledged);
        proof.put("acknowledgedBehind", behind.size());
        proof.put("broker", leader);
        proof.put("pid", killed.pid());
        proof.put("exitCode", killed.exitCode().getAsInt());
        proof.put("paused", followers);
        proof.put("newLeader", takeover.successor());
        String word = acknowledged ? "acknowledged, and " + behind.size() + " effects behind it," : "not acknowledged";
        String what =
                "%s was %s by broker %d while its followers %s were paused; it ended by SIGKILL, broker %d took over"
                        .formatted(effects.request(), word, leader, followers, takeover.successor());
        return effects.firing(atMs, testbed.clock().elapsedMs(), atRisk, what, proof)
                .with(behind);
    }

    /** Lets the effects go on to the leader, and waits a moment for its word that it has them. */
    private static boolean isAcknowledged(Testbed testbed, EffectsInFlight effects) {
        effects.held().passOn();
        try {
            Awaitility.await("an answer to " + effects.request())
                    .atMost(ACKNOWLEDGED_DEADLINE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> testbed.traffic()
                            .answerTo(effects.request())
                            .filter(answer -> answer == Errors.NONE)
                            .isPresent());
            return true;
        } catch (ConditionTimeoutException none) {
            return false;
        }
    }

    private static void awaitAcknowledgedBehind(Testbed testbed, EffectsInFlight effects) throws NotFiredException {
        try {
            Awaitility.await("an acknowledgement behind " + effects.request())
                    .atMost(ACKNOWLEDGED_DEADLINE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !testbed.traffic()
                            .acknowledgedBehind(effects.request())
                            .isEmpty());
        } catch (ConditionTimeoutException none) {
            throw new NotFiredException("no second Produce was acknowledged behind " + effects.request(), none);
        }
    }
}

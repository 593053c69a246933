package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * SIGKILL to a pipeline that has produced effects whose events' commit is still under way. Each of several commits is
 * held for a while, for the pipeline to go on producing if it is one that does; that is when it is killed. One that
 * never does is killed at the last of them.
 */
final class KilledBehindEffects implements Fault {
    private static final int COMMITS_HELD_MAX = 4;
    private static final Duration HELD = Duration.ofMillis(500);
    private static final Set<Integer> ANY_PARTITION = Set.of();

    @Override
    public String name() {
        return "killed-behind-effects";
    }

    @Override
    public String description() {
        return "The pipeline is killed (SIGKILL) at a commit of offsets that is never sent, when it has gone on to produce "
                + "effects meanwhile; if it does not, at the last of " + COMMITS_HELD_MAX
                + " commits that were held for that.";
    }

    @Override
    public Set<Circumstance> circumstances() {
        return Set.of(Circumstance.PIPELINE_RESTARTED);
    }

    @Override
    public int firings() {
        return 1;
    }

    /** Streams commits by the clock, and would be through its input after two or three commits. */
    @Override
    public Map<String, String> clientSettings() {
        return Map.of("commit.interval.ms", "10");
    }

    @Override
    public List<Aim> schedule(Random random, Map<Integer, Long> eventsByPartition) {
        return Aim.early(random, eventsByPartition, Aim.Step.COMMIT);
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        Hold trap =
                testbed.holdCommit(schedule.get(0).partition(), schedule.get(0).offset());
        testbed.pipeline().start();
        HeldRequest held = Patience.caught(testbed, trap, "commit of offsets");
        boolean ahead = producesMeanwhile(testbed);
        for (int commits = 1; !ahead && commits < COMMITS_HELD_MAX; commits++) {
            trap = testbed.holdCommit();
            held.passOn();
            held = Patience.caught(testbed, trap, "commit of offsets");
            ahead = producesMeanwhile(testbed);
        }
        fired.accept(KillAtRequest.strike(
                testbed,
                held,
                testbed.eventsToCommit(held.request()),
                Map.of("producedAhead", ahead),
                ahead ? "effects were acknowledged meanwhile" : "nothing was produced meanwhile"));
        testbed.pipeline().start();
    }

    /** Whether effects are acknowledged while the commit is held. */
    private static boolean producesMeanwhile(Testbed testbed) {
        long sinceMs = testbed.clock().elapsedMs();
        try {
            Awaitility.await("effects to be acknowledged while a commit is held")
                    .atMost(HELD)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> testbed.traffic()
                            .firstAcknowledgementAfter(sinceMs, ANY_PARTITION, 0)
                            .isPresent());
            return true;
        } catch (ConditionTimeoutException never) {
            return false;
        }
    }
}

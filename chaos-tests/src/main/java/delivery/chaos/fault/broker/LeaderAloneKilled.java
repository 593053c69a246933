package delivery.chaos.fault.broker;

import delivery.chaos.cluster.BrokerOperation;
import delivery.chaos.fault.AimedFault;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.EffectsInFlight;
import delivery.chaos.fault.FaultDescription;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.InputEvents;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.Errors;

/**
 * The leader of an output partition gets Produces while all followers are paused (SIGSTOP), and is killed
 * (SIGKILL) when it has acknowledged two, or has one in its log that it does not acknowledge alone; then the
 * followers go on, and one of them leads. It takes two: a follower's fetch waits at the leader, which answers it
 * with the first, and the follower finds that in its socket when it goes on. They are the first two that follow a
 * commit, and so of the same poll.
 */
public final class LeaderAloneKilled extends AimedFault {
    /** Of {@code acks}: the leader answers without waiting for a follower. */
    private static final short LEADER_ALONE = 1;

    public LeaderAloneKilled() {
        super(FaultDescription.of(
                        "leader-alone-killed",
                        "The followers of an output partition are paused, its leader gets two Produces and is killed "
                                + "(SIGKILL) once it has acknowledged them, or has one in its log that it does not "
                                + "acknowledge alone; a follower takes over.")
                .when("a leader is killed before others have a write")
                // Not that an acknowledgement is lost: a follower that was answered before it was paused may
                // have the effects or not, which is nobody's to decide.
                .takesThrough(Circumstance.BROKER_KILLED)
                .breaksBrokers(
                        BrokerOperation.KILL,
                        BrokerOperation.START,
                        BrokerOperation.PAUSE,
                        BrokerOperation.RESUME,
                        BrokerOperation.DESCRIBE)
                // The effects of a poll in several requests: none of the next poll comes, for no commit is carried out
                // meanwhile.
                .clientSettings(Map.of("batch.size", "4096"))
                .strikesAt(Aim.Step.COMMIT));
    }

    private record Killed(
            EffectsInFlight.Facts effects,
            boolean acknowledged,
            int acknowledgedBehind,
            KilledBroker.KillFacts killed,
            Set<Integer> paused,
            int newLeader)
            implements Proof {
        @Override
        public String sentence() {
            return "%s was %s by broker %d while its followers %s were paused; %s, broker %d took over"
                    .formatted(effects.request(), word(), killed.broker(), paused, killed, newLeader);
        }

        private String word() {
            return acknowledged ? "acknowledged, and " + acknowledgedBehind + " effects after it," : "not acknowledged";
        }
    }

    @Override
    public void inject(Testbed testbed, List<Aim> schedule, Consumer<Firing> fired) throws Exception {
        int partition = schedule.get(0).partition();
        HeldRequest before = Await.start(testbed, schedule.get(0));
        Hold trap = testbed.hold(new Aim(Aim.Step.PRODUCE, partition, 0));
        before.passOn();
        fired.accept(kill(testbed, EffectsInFlight.await(testbed, trap), partition));
    }

    private static Firing kill(Testbed testbed, EffectsInFlight effects, int partition) throws Exception {
        int leader = effects.request().brokerId();
        Set<Integer> followers =
                new TreeSet<>(testbed.cluster().inSync(testbed.topics().output(), partition));
        followers.remove(leader);
        Impact impact = effects.impact().unanswered().strikesNow();
        for (int follower : followers) {
            testbed.brokers().pause(follower);
        }
        boolean isWrittenAlone = isWrittenAlone(testbed, effects);
        boolean acknowledged = acknowledgesTwo(testbed, effects, partition, isWrittenAlone);
        if (isWrittenAlone && !acknowledged) {
            // Sent again, they meet themselves if a follower had fetched them; what was acknowledged is not.
            impact.mayComeTwice(effects.eventIds());
        }
        KilledBroker broker = KilledBroker.kill(testbed, leader);
        Set<String> after = testbed.traffic().acknowledgedAfter(effects.request());
        for (int follower : followers) {
            testbed.brokers().resume(follower);
        }
        int newLeader = broker.awaitLeader(testbed.outputPartition(partition));
        Killed proof = new Killed(effects.facts(), acknowledged, after.size(), broker.facts(), followers, newLeader);
        return effects.proven(impact.on(after), proof);
    }

    /**
     * Lets the effects go on to the leader, and waits for its word that it has them, and those after them. Where the
     * producer asked for the word of all replicas in sync, none comes: then until they stand in the leader's own log.
     */
    private static boolean acknowledgesTwo(
            Testbed testbed, EffectsInFlight effects, int partition, boolean isWrittenAlone) throws Exception {
        TappedRequest request = effects.request();
        boolean isLeadersWordAsked = produce(request).acks() == LEADER_ALONE;
        long bytesBefore = logBytes(testbed, request.brokerId(), partition);
        effects.held().passOn();
        if (isLeadersWordAsked) {
            Await.until(testbed, request + " to be acknowledged", () -> isAcknowledged(testbed, request));
            Await.until(
                    testbed,
                    "a second Produce to be acknowledged after " + request,
                    () -> !testbed.traffic().acknowledgedAfter(request).isEmpty());
        } else if (isWrittenAlone) {
            Await.until(
                    testbed,
                    "the effects of " + request + " to stand in the log of its leader",
                    () -> logBytes(testbed, request.brokerId(), partition) > bytesBefore);
        }
        return isAcknowledged(testbed, request);
    }

    /**
     * Whether the leader writes it though the other brokers stand still. Before the first batch of a partition in a
     * transaction it tells the coordinator (KIP-890), who answers when the others have written that down. Streams sends
     * changes of its counts along, of which nothing is known here.
     */
    private static boolean isWrittenAlone(Testbed testbed, EffectsInFlight effects) {
        ProduceRequestData produce = produce(effects.request());
        if (produce.transactionalId() == null) {
            return true;
        }
        Set<Integer> inTransaction = testbed
                .traffic()
                .acknowledged(testbed.traffic().openTransaction())
                .stream()
                .map(testbed.events()::position)
                .filter(Objects::nonNull)
                .map(InputEvents.Position::partition)
                .collect(Collectors.toSet());
        return produce.topicData().size() == 1 && inTransaction.containsAll(effects.partitions());
    }

    private static ProduceRequestData produce(TappedRequest request) {
        return (ProduceRequestData) request.body();
    }

    private static boolean isAcknowledged(Testbed testbed, TappedRequest request) {
        return testbed.traffic()
                .answerTo(request)
                .filter(answer -> answer == Errors.NONE)
                .isPresent();
    }

    private static long logBytes(Testbed testbed, int broker, int partition)
            throws InterruptedException, ExecutionException {
        return testbed.cluster().logBytes(broker, testbed.outputPartition(partition));
    }
}

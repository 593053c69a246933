package delivery.chaos.fault.pipeline;

import delivery.chaos.fault.AnswerInWords;
import delivery.chaos.fault.Await;
import delivery.chaos.fault.Ended;
import delivery.chaos.fault.Fault;
import delivery.chaos.fault.Impact;
import delivery.chaos.fault.Proof;
import delivery.chaos.network.wire.HeldRequest;
import delivery.chaos.network.wire.Hold;
import delivery.chaos.network.wire.RequestIdentity;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.Testbed;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.protocol.ApiKeys;

/** A request that was late arrives, and what it was about at the time when it was sent is in flight once more. */
record LateArrival(Testbed testbed, HeldRequest late, Set<String> about, Map<Integer, Long> offsets) {
    static final String KILL = "; then the pipeline is killed (SIGKILL), and started again";

    static LateArrival of(Testbed testbed, HeldRequest late) throws Exception {
        return new LateArrival(
                testbed,
                late,
                testbed.eventsOf(late.request()),
                testbed.requests().offsetsToCommit(late.request()));
    }

    private record Facts(
            TappedRequest late,
            long lateByMs,
            Map<String, Object> identity,
            Map<String, Object> identityOfTheNext,
            Map<String, Object> answer,
            Map<Integer, Long> committedBefore,
            Map<Integer, Long> committedAfter)
            implements Proof {
        @Override
        public String sentence() {
            return "%s came %d ms late and was answered %s; it said %s, and the next %s; %s"
                    .formatted(late, lateByMs, AnswerInWords.of(answer), identity, identityOfTheNext, offsets());
        }

        private String offsets() {
            return committedBefore.equals(committedAfter)
                    ? "the committed offsets stayed " + committedAfter
                    : "the committed offsets went from " + committedBefore + " to " + committedAfter;
        }
    }

    /** Whether an offset that it commits was passed by a later commit; of one that commits none, nothing is asked. */
    boolean isOvertaken() throws InterruptedException, ExecutionException {
        Map<Integer, Long> committed = testbed.committedOffsets();
        return offsets.entrySet().stream()
                        .anyMatch(offset -> committed.getOrDefault(offset.getKey(), 0L) > offset.getValue())
                || offsets.isEmpty();
    }

    /** Lets it arrive while the end of a later cycle is held. */
    Fault.Firing arrive(HeldRequest end) throws Exception {
        if (offsets.isEmpty()) {
            Impact impact = Impact.now(testbed)
                    .onAllBetweenEffectAndCommit()
                    .on(about)
                    .unanswered()
                    .strikesNow();
            Facts facts = facts(end, testbed.committedOffsets(), answer());
            end.passOn();
            return impact.proven(facts);
        }
        return late.request().apiKey() == ApiKeys.TXN_OFFSET_COMMIT ? arriveInTransaction(end) : arriveAfterKill(end);
    }

    /** The pipeline is dead by then, and a member until its session is over: it commits nothing in between. */
    private Fault.Firing arriveAfterKill(HeldRequest end) throws Exception {
        Ended ended = Ended.of(testbed.pipeline().kill());
        Impact impact = Impact.now(testbed).endsConnections();
        end.discard();
        Map<Integer, Long> before = testbed.committedOffsets();
        impact.on(testbed.events()
                        .where((id, at) -> at.offset() >= offsets.getOrDefault(at.partition(), Long.MAX_VALUE)
                                && at.offset() < before.getOrDefault(at.partition(), 0L)))
                .unanswered();
        Facts facts = facts(end, before, answer());
        impact.onAllBetweenEffectAndCommit().takenUpAgain();
        testbed.pipeline().start();
        return impact.proven(new AfterKill(ended, facts));
    }

    /** Offsets of a transaction are committed by its end, and the late ones with it if they were taken. */
    private Fault.Firing arriveInTransaction(HeldRequest end) throws Exception {
        Map<Integer, Long> before = testbed.committedOffsets();
        Answer answer = answer();
        Hold next = testbed.holdNext(Aim.Step.END_OF_CYCLE);
        end.passOn();
        HeldRequest last = Await.caught(testbed, next, Aim.Step.END_OF_CYCLE);
        Facts facts = facts(end, before, answer);
        Fault.Firing firing = KillAtRequest.strike(testbed, last, testbed.eventsOf(last.request()), facts);
        testbed.pipeline().start();
        return firing;
    }

    private Facts facts(HeldRequest next, Map<Integer, Long> committedBefore, Answer answer) throws Exception {
        return new Facts(
                late.request(),
                answer.lateByMs(),
                RequestIdentity.of(late.request()),
                RequestIdentity.of(next.request()),
                answer.said(),
                committedBefore,
                testbed.committedOffsets());
    }

    private Answer answer() throws InterruptedException, Fault.NotFiredException {
        long lateByMs = late.age().toMillis();
        Map<String, Object> said = Await.answerTo(late);
        late.cut();
        return new Answer(lateByMs, said);
    }

    private record Answer(long lateByMs, Map<String, Object> said) {}

    private record AfterKill(Ended ended, Facts late) implements Proof {
        @Override
        public String sentence() {
            return ended + "; " + late.sentence();
        }
    }
}

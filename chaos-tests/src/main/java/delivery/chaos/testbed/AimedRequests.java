package delivery.chaos.testbed;

import delivery.chaos.network.wire.TappedRequest;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.common.protocol.ApiKeys;

/** Tells which requests an aim is meant for. Each predicate is to be asked of every request, in order. */
record AimedRequests(RequestReader requests, EffectTraffic traffic, InputEvents events) {
    private static final int NOT_FULL_MAX = 8;

    /**
     * The request of an aim's step that concerns its event or a later one; effects that were sent before do not count.
     */
    Predicate<TappedRequest> first(Aim aim) {
        return switch (aim.step()) {
            case PRODUCE -> request -> traffic.isFirstAttempt(request) && carriesDue(request, aim);
            case COMMIT -> request -> commits(request, aim);
            case END_TXN -> commitsTransaction(aim);
            case END_OF_CYCLE -> {
                Predicate<TappedRequest> endTxn = commitsTransaction(aim);
                yield request ->
                        endTxn.test(request) || request.apiKey() == ApiKeys.OFFSET_COMMIT && commits(request, aim);
            }
            case DATABASE_COMMIT -> throw notOfKafka(aim.step());
        };
    }

    /**
     * The first Produce of an aim that brings a full batch, so that another follows in its partition; any, where full
     * ones do not come soon: not every client fills batches.
     */
    Predicate<TappedRequest> firstFull(Aim aim, int batchSize) {
        Predicate<TappedRequest> first = first(aim);
        AtomicInteger passed = new AtomicInteger();
        return request ->
                first.test(request) && (requests.isFull(request, batchSize) || passed.incrementAndGet() > NOT_FULL_MAX);
    }

    /** The same for effects new or not. */
    Predicate<TappedRequest> newOrAgain(Aim aim) {
        return aim.step() == Aim.Step.PRODUCE ? request -> carriesDue(request, aim) : first(aim);
    }

    /** Any request of a step. */
    Predicate<TappedRequest> any(Aim.Step step) {
        return switch (step) {
            case PRODUCE -> traffic::isFirstAttempt;
            case COMMIT -> this::commitsInput;
            case END_TXN -> requests::isEndTxn;
            case END_OF_CYCLE ->
                request -> requests.isEndTxn(request)
                        || request.apiKey() == ApiKeys.OFFSET_COMMIT && commitsInput(request);
            case DATABASE_COMMIT -> throw notOfKafka(step);
        };
    }

    private static IllegalArgumentException notOfKafka(Aim.Step step) {
        return new IllegalArgumentException("no request to Kafka is a " + step.label());
    }

    /**
     * Whether a request carries the effect of the event, or of a later one of its partition; of any partition, when
     * the last of this one was sent before: a small one is done with the first strike.
     */
    private boolean carriesDue(TappedRequest request, Aim aim) {
        Set<String> effects = requests.eventIds(request);
        return effects.stream().anyMatch(id -> events.isFrom(id, aim.partition(), aim.offset()))
                || !effects.isEmpty() && isDone(aim);
    }

    /** Whether a request commits an offset after the event, or any when all effects of its partition were sent. */
    private boolean commits(TappedRequest request, Aim aim) {
        return requests.commits(request, aim.partition(), aim.offset()) || commitsInput(request) && isDone(aim);
    }

    private boolean commitsInput(TappedRequest request) {
        return !requests.offsetsToCommit(request).isEmpty();
    }

    private boolean isDone(Aim aim) {
        return traffic.isSent(events.last(aim.partition()));
    }

    private Predicate<TappedRequest> commitsTransaction(Aim aim) {
        AtomicBoolean sent = new AtomicBoolean();
        return request -> {
            if (!sent.get() && carriesDue(request, aim)) {
                sent.set(true);
            }
            return sent.get() && requests.isEndTxn(request);
        };
    }
}

package delivery.chaos.network.wire;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.common.protocol.ApiKeys;

/**
 * What a wire tap is to do, and exactly how often. Whatever it does, a network could do: TCP loses nothing in the middle of
 * a stream, so that a frame comes, comes late, or its connection ends.
 *
 * @param kind the requests that it is about
 * @param moment when it strikes
 * @param first number of the first request that it strikes, from 1: among the arrivals of its kind for
 *     {@link Moment#ARRIVED}, among those that were carried out for {@link Moment#CARRIED_OUT}
 * @param times how often it strikes in all; a request that is sent behind a held one is left alone, for it shares its fate
 * @param deed what it does
 */
public record Rule(Predicate<TappedRequest> kind, Moment moment, int first, int times, Deed deed) {
    /** Where a request stands when a rule strikes. */
    public enum Moment {
        /** At the tap, not forwarded. */
        ARRIVED,
        /** The broker has done it: its response, without error, is at the tap. One with an error is handed on untouched. */
        CARRIED_OUT
    }

    /** What is done with a request that is held, or whose response is: it must be let go, in one way or another. */
    @FunctionalInterface
    public interface Deed {
        void strike(HeldRequest held) throws Exception;
    }

    public Rule {
        if (first < 1 || times < 1) {
            throw new IllegalArgumentException("a rule strikes at least once, and not before the first request");
        }
    }

    /** The next request of an ApiKey never reaches the broker; its connection ends. */
    public static Rule loseRequest(ApiKeys apiKey) {
        return new Rule(of(apiKey), Moment.ARRIVED, 1, 1, HeldRequest::discard);
    }

    /** The broker carries out the next request of an ApiKey, its response is swallowed; its connection ends. */
    public static Rule loseResponse(ApiKeys apiKey) {
        return new Rule(of(apiKey), Moment.CARRIED_OUT, 1, 1, HeldRequest::cut);
    }

    /**
     * The next request of an ApiKey reaches the broker late. Beyond the request timeout the pipeline has sent another by
     * then, on another connection, and leaves the late one's response unread.
     */
    public static Rule delayRequest(ApiKeys apiKey, Duration delay) {
        return new Rule(of(apiKey), Moment.ARRIVED, 1, 1, after(delay, HeldRequest::release));
    }

    /** The response to the next request of an ApiKey, and all behind it on its connection, is late. */
    public static Rule delayResponse(ApiKeys apiKey, Duration delay) {
        return new Rule(of(apiKey), Moment.CARRIED_OUT, 1, 1, after(delay, HeldRequest::deliverResponse));
    }

    private static Predicate<TappedRequest> of(ApiKeys apiKey) {
        return request -> request.apiKey() == apiKey;
    }

    private static Deed after(Duration delay, Deed deed) {
        return held -> {
            CompletableFuture.runAsync(
                            () -> {}, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS))
                    .get();
            deed.strike(held);
        };
    }

    /** The same for some requests of its kind only: of a topic, the first of a transaction. */
    public Rule where(Predicate<TappedRequest> narrower) {
        return new Rule(kind.and(narrower), moment, first, times, deed);
    }

    /** The same, from another request on. */
    public Rule from(int number) {
        return new Rule(kind, moment, number, times, deed);
    }

    /** The same, so often. */
    public Rule times(int often) {
        return new Rule(kind, moment, first, often, deed);
    }

    /** The same, but something is done right before: a process killed or paused. */
    public Rule doing(Deed before) {
        return new Rule(kind, moment, first, times, held -> {
            before.strike(held);
            deed.strike(held);
        });
    }
}

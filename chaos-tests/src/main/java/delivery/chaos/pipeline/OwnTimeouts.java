package delivery.chaos.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Times of a program's clients that it has of its own, where it takes no settings; each empty if it says nothing of it.
 *
 * @param request for how long a client waits for an answer
 * @param session after how long without a heartbeat the group gives a member up
 * @param delivery for how long a record is sent again
 * @param transaction after how long an open transaction is aborted
 */
public record OwnTimeouts(
        Optional<Duration> request,
        Optional<Duration> session,
        Optional<Duration> delivery,
        Optional<Duration> transaction) {
    /** Of a program that takes those of the harness. */
    public static final OwnTimeouts NONE =
            new OwnTimeouts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** What comes after a time-out takes a while, too: connecting, finding a coordinator, a rebalance. */
    private static final Duration AND_THEN = Duration.ofSeconds(30);

    /** The request timeout, or this. */
    public Duration request(Duration otherwise) {
        return request.orElse(otherwise);
    }

    /** How long to wait without any progress: at least this, and longer than the longest of the times. */
    public Duration patience(Duration atLeast) {
        return Stream.of(request, session, delivery, transaction)
                .flatMap(Optional::stream)
                .map(AND_THEN::plus)
                .reduce(atLeast, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
}

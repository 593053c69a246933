package delivery.chaos.network.wire;

import delivery.chaos.network.wire.Hold.Moment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The holds of a wire tap: armed until they catch a request, sprung from then on. */
final class Holds {
    private final List<Hold> armed = new ArrayList<>();
    private final List<Hold> sprung = new ArrayList<>();
    /** Forwarded for those who want to hold what is carried out; nobody knows yet whether they are. */
    private final Set<HeldRequest> undecided = new HashSet<>();
    /** Why nothing is caught any more, null while things are. */
    private RuntimeException end;

    synchronized void arm(Hold hold) {
        if (end == null) {
            armed.add(hold);
        } else {
            hold.fail(end);
        }
    }

    /** Gives a request to the first hold that wants it; null if none does. */
    synchronized HeldRequest offer(TappedRequest request, TappedConnection connection) {
        if (connection.holdsOne()) {
            return null;
        }
        for (Hold hold : armed) {
            if (isFor(hold, request)) {
                HeldRequest held = new HeldRequest(request, connection, hold);
                armed.remove(hold);
                sprung.add(hold);
                connection.holds(held);
                if (hold.moment() == Moment.ARRIVED) {
                    hold.caught(held);
                } else {
                    undecided.add(held);
                    held.releaseWithholdingResponse();
                }
                return held;
            }
        }
        return null;
    }

    /** Nobody learns whether a request was carried out that asks for no response. */
    private static boolean isFor(Hold hold, TappedRequest request) {
        return (hold.moment() == Moment.ARRIVED || request.expectsResponse()) && hold.wants(request);
    }

    /**
     * Whether a held request's response is kept back. One that was refused is not, if the hold is for what is carried
     * out.
     */
    synchronized boolean keepsBack(HeldRequest held, Map<String, Object> answer) {
        if (held.hold().moment() == Moment.ARRIVED) {
            return held.withholdsResponse();
        }
        boolean isAwaited = undecided.remove(held);
        if (isAwaited && ResponseDigest.isError(answer)) {
            armAgain(held.hold());
        }
        return isAwaited && !ResponseDigest.isError(answer);
    }

    /** The connection of a held request has ended: if nobody has been told of it, the next one is waited for. */
    synchronized void unanswered(HeldRequest held) {
        if (undecided.remove(held)) {
            held.letGo();
            armAgain(held.hold());
        }
    }

    private void armAgain(Hold hold) {
        sprung.remove(hold);
        arm(hold);
    }

    /** Tells everybody who waits for a request, now or later, that none will come. */
    synchronized void fail(RuntimeException failure) {
        end = end == null ? failure : end;
        undecided.forEach(HeldRequest::letGo);
        undecided.clear();
        armed.forEach(hold -> hold.fail(failure));
        sprung.forEach(hold -> hold.fail(failure));
        armed.clear();
    }

    /** Takes back every hold; what is held goes on. */
    synchronized void cancel() {
        armed.forEach(Hold::cancel);
        sprung.forEach(Hold::cancel);
    }

    /** Catches no more, and lets go what was caught and nobody decided about. */
    synchronized void close() {
        fail(new IllegalStateException("the wire tap is closed"));
        sprung.forEach(Hold::abandon);
    }
}

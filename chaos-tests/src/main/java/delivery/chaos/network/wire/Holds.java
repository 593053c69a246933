package delivery.chaos.network.wire;

import java.util.ArrayList;
import java.util.List;

/** The holds of a wire tap: armed until they catch a request, sprung from then on. */
final class Holds {
    private final List<Hold> armed = new ArrayList<>();
    private final List<Hold> sprung = new ArrayList<>();
    private boolean closed;

    synchronized void arm(Hold hold) {
        armed.add(hold);
    }

    /** Gives a request to the first hold that wants it; null if none does. */
    synchronized HeldRequest offer(TappedRequest request, TappedConnection connection) {
        if (closed || connection.holdsOne()) {
            return null;
        }
        for (Hold hold : armed) {
            if (hold.wants(request)) {
                HeldRequest held = new HeldRequest(request, connection);
                armed.remove(hold);
                sprung.add(hold);
                connection.holds(held);
                hold.caught(held);
                return held;
            }
        }
        return null;
    }

    /** Tells those who wait for a request that it is in vain. */
    synchronized void fail(RuntimeException failure) {
        armed.forEach(hold -> hold.fail(failure));
    }

    /** Catches no more, and lets go what was caught and nobody decided about. */
    synchronized void close() {
        closed = true;
        sprung.forEach(Hold::abandon);
    }
}

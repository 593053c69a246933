package delivery.chaos.network.wire;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The requests of a connection that were forwarded and are not answered yet, by correlation id. */
final class PendingRequests {
    private final Map<Integer, TappedRequest> byCorrelationId = new HashMap<>();
    private boolean handingOn;
    private boolean ended;

    /** Whether the request was added; it is not once the connection has ended. */
    synchronized boolean add(TappedRequest request) {
        if (!ended) {
            byCorrelationId.put(request.correlationId(), request);
        }
        return !ended;
    }

    /** The request that a correlation id answers, null if there is none. */
    synchronized TappedRequest get(int correlationId) {
        return byCorrelationId.get(correlationId);
    }

    synchronized List<TappedRequest> all() {
        return List.copyOf(byCorrelationId.values());
    }

    /** Whether the request was pending; its response is now being handed on, until {@link #handedOn()}. */
    synchronized boolean handOn(TappedRequest request) {
        handingOn = byCorrelationId.remove(request.correlationId()) != null;
        return handingOn;
    }

    synchronized void handedOn() {
        handingOn = false;
        notifyAll();
    }

    /** Removes and returns all of them, and takes no more: the connection has ended. */
    synchronized Collection<TappedRequest> end() {
        ended = true;
        Collection<TappedRequest> all = List.copyOf(byCorrelationId.values());
        byCorrelationId.clear();
        handedOn();
        return all;
    }

    /** Waits until every response has been written to the pipeline. */
    synchronized void awaitNone(Duration deadline) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + deadline.toNanos();
        for (long left = deadline.toNanos(); handingOn || !byCorrelationId.isEmpty(); left = end - System.nanoTime()) {
            if (left <= 0) {
                throw new TimeoutException("waited " + deadline + " for the answers to " + byCorrelationId.values());
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}

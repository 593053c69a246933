package delivery.chaos.network.wire;

import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells listeners what crosses a tap, in their order. Everything is counted; listeners hear what can be read.
 */
final class TapListeners {
    private final WireCounts counts = new WireCounts();
    private final TopicNames topicNames = new TopicNames();
    private final List<TapListener> listeners;

    TapListeners(List<TapListener> listeners) {
        this.listeners = new CopyOnWriteArrayList<>(listeners);
        this.listeners.add(0, topicNames);
    }

    void add(TapListener listener) {
        listeners.add(listener);
    }

    WireCounts counts() {
        return counts;
    }

    TopicNames topicNames() {
        return topicNames;
    }

    void arrived(TappedRequest request) {
        counts.requested(request);
        tell(request, listener -> listener.onRequest(request));
    }

    void answered(ResponseFrame response) {
        TappedRequest request = response.request();
        counts.answered(request);
        tell(request, listener -> listener.onResponse(request, response));
    }

    void withheld(ResponseFrame response) {
        TappedRequest request = response.request();
        tell(request, listener -> listener.onResponseWithheld(request, response));
    }

    void unanswered(TappedRequest request, ConnectionEnd how) {
        counts.unanswered(request);
        tell(request, listener -> listener.onUnanswered(request, how));
    }

    void discarded(TappedRequest request) {
        counts.unanswered(request);
        tell(request, listener -> listener.onDiscarded(request));
    }

    private void tell(TappedRequest request, Consumer<TapListener> what) {
        if (request.isReadable()) {
            listeners.forEach(what);
        }
    }
}

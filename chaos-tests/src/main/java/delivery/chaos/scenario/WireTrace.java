package delivery.chaos.scenario;

import delivery.chaos.form.EffectForm;
import delivery.chaos.history.Exchange;
import delivery.chaos.history.Exchange.Outcome;
import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import delivery.chaos.network.wire.RequestDigest;
import delivery.chaos.network.wire.ResponseDigest;
import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import delivery.chaos.network.wire.TopicNames;
import delivery.chaos.testbed.ScenarioClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every request that one process sent through its wire tap and that the tap can read, with what became of it. */
final class WireTrace implements TapListener {
    /** What names a request within a link. */
    private record Key(int connection, int correlationId) {
        static Key of(TappedRequest request) {
            return new Key(request.connection(), request.correlationId());
        }
    }

    private final ScenarioClock clock;
    private final String process;
    private final EffectForm form;
    private final TopicNames names = new TopicNames();
    private final Map<Key, Exchange> exchanges = new LinkedHashMap<>();

    /**
     * @param process as in a history: {@code pipeline}
     * @param form of the effects that it sends
     */
    WireTrace(ScenarioClock clock, String process, EffectForm form) {
        this.clock = clock;
        this.process = process;
        this.form = form;
    }

    @Override
    public void onRequest(TappedRequest request) {
        Exchange open = new Exchange(
                clock.elapsedMs(),
                null,
                process,
                request.connection(),
                request.brokerId(),
                request.apiKey().name,
                request.apiVersion(),
                request.correlationId(),
                request.bytes(),
                0,
                request.expectsResponse() ? Outcome.OPEN : Outcome.NO_RESPONSE_ASKED,
                null,
                RequestDigest.of(request, names, form),
                Map.of());
        synchronized (exchanges) {
            exchanges.put(Key.of(request), open);
        }
    }

    @Override
    public void onResponse(TappedRequest request, ResponseBody body) {
        replace(request, Outcome.ANSWERED, clock.elapsedMs(), null, body);
    }

    @Override
    public void onResponseWithheld(TappedRequest request, ResponseBody body) {
        replace(request, Outcome.WITHHELD, null, null, body);
    }

    @Override
    public void onUnanswered(TappedRequest request, ConnectionEnd how) {
        end(request, Outcome.UNANSWERED, how);
    }

    @Override
    public void onDiscarded(TappedRequest request) {
        end(request, Outcome.DISCARDED, ConnectionEnd.CLOSED_BY_TAP);
    }

    private void replace(
            TappedRequest request, Outcome outcome, Long endedAtMs, String connectionEnd, ResponseBody body) {
        Map<String, Object> said = ResponseDigest.of(request, body, names);
        synchronized (exchanges) {
            exchanges.computeIfPresent(
                    Key.of(request), (key, open) -> with(open, endedAtMs, outcome, connectionEnd, body.bytes(), said));
        }
    }

    private void end(TappedRequest request, Outcome outcome, ConnectionEnd how) {
        synchronized (exchanges) {
            exchanges.computeIfPresent(
                    Key.of(request),
                    (key, open) -> with(
                            open,
                            clock.elapsedMs(),
                            open.outcome() == Outcome.WITHHELD ? Outcome.WITHHELD : outcome,
                            how.name(),
                            open.responseBytes(),
                            open.response()));
        }
    }

    private static Exchange with(
            Exchange open,
            Long endedAtMs,
            Outcome outcome,
            String connectionEnd,
            int responseBytes,
            Map<String, Object> response) {
        return new Exchange(
                open.atMs(),
                endedAtMs,
                open.process(),
                open.connection(),
                open.broker(),
                open.apiKey(),
                open.version(),
                open.correlationId(),
                open.requestBytes(),
                responseBytes,
                outcome,
                connectionEnd,
                open.request(),
                response);
    }

    /** Whether the process has sent nothing yet. */
    boolean isEmpty() {
        synchronized (exchanges) {
            return exchanges.isEmpty();
        }
    }

    /** All so far, in the order of their arrival. */
    List<Exchange> exchanges() {
        synchronized (exchanges) {
            return new ArrayList<>(exchanges.values());
        }
    }
}

package delivery.chaos.network.wire;

import delivery.chaos.network.wire.Rule.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A rule that a wire tap obeys: as many holds as it is to strike times, each of which catches one request. */
public final class RuleInForce implements TapListener {
    private static final Duration RESPONSE_DEADLINE = Duration.ofSeconds(30);

    /**
     * A rule has struck.
     *
     * @param request that it struck
     * @param answer what the broker had said by then, as in {@link ResponseDigest}; empty if it had not been asked
     */
    public record Strike(TappedRequest request, Map<String, Object> answer) {
        /** {@code Produce v13, correlation id 7, connection 2 to broker 1}, and what the broker had answered. */
        @Override
        public String toString() {
            return request + (answer.isEmpty() ? "" : ", answered " + answer);
        }
    }

    private final Rule rule;
    private final WireTap tap;
    private final Executor threads;
    /** Of those that have arrived, or of those that were carried out. */
    private final AtomicInteger counted = new AtomicInteger();

    private final Set<TappedRequest> due = ConcurrentHashMap.newKeySet();
    private final List<Strike> strikes = new ArrayList<>();
    private final List<Exception> failures = new ArrayList<>();
    private final CountDownLatch left;

    RuleInForce(Rule rule, WireTap tap) {
        this.rule = rule;
        this.tap = tap;
        this.threads = strike -> tap.thread("rule", 0, 0, strike).start();
        this.left = new CountDownLatch(rule.times());
    }

    /** As many holds as strikes, all at once: no request slips by between two of them. */
    void arm() {
        for (int strike = 0; strike < rule.times(); strike++) {
            armOnce();
        }
    }

    private void armOnce() {
        tap.hold(due::remove).whenCaught(this::caught, threads);
    }

    @Override
    public void onRequest(TappedRequest request) {
        if (left.getCount() == 0 || !rule.kind().test(request)) {
            return;
        }
        int number = rule.moment() == Moment.ARRIVED ? counted.incrementAndGet() : counted.get() + 1;
        if (number >= rule.first()) {
            due.add(request);
        }
    }

    @Override
    public void onResponse(TappedRequest request, ResponseBody body) {
        if (left.getCount() > 0
                && rule.moment() == Moment.CARRIED_OUT
                && rule.kind().test(request)
                && !ResponseDigest.isError(ResponseDigest.of(body.decode(), tap.topicNames()))) {
            counted.incrementAndGet();
        }
    }

    private void caught(HeldRequest held) {
        try {
            Map<String, Object> answer = Map.of();
            if (rule.moment() == Moment.CARRIED_OUT) {
                held.releaseWithholdingResponse();
                answer = ResponseDigest.of(held.awaitResponseWithheld(RESPONSE_DEADLINE), tap.topicNames());
                if (ResponseDigest.isError(answer)) {
                    armOnce();
                    held.deliverResponse();
                    return;
                }
            }
            rule.deed().strike(held);
            struck(new Strike(held.request(), answer));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            synchronized (strikes) {
                failures.add(failed);
            }
            held.discard();
            held.cut();
            left.countDown();
        }
    }

    private void struck(Strike strike) {
        synchronized (strikes) {
            strikes.add(strike);
        }
        left.countDown();
    }

    /**
     * Waits until it has struck as often as it says.
     *
     * @return its strikes, in their order
     * @throws TimeoutException if it has not by the deadline: with those that there are
     * @throws IllegalStateException if a deed failed
     */
    public List<Strike> await(Duration deadline) throws InterruptedException, TimeoutException {
        boolean all = left.await(deadline.toMillis(), TimeUnit.MILLISECONDS);
        synchronized (strikes) {
            if (!failures.isEmpty()) {
                throw new IllegalStateException("a strike failed", failures.get(0));
            }
            if (!all) {
                throw new TimeoutException("struck " + strikes.size() + " times of " + rule.times() + " within "
                        + deadline + ": " + strikes);
            }
            return List.copyOf(strikes);
        }
    }
}

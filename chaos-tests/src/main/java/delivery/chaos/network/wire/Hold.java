package delivery.chaos.network.wire;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** An order to a wire tap to hold the next request of a kind, or the response to it: exactly one. */
public final class Hold {
    /** Where a request stands when it is held. */
    enum Moment {
        /** At the tap, not forwarded. */
        ARRIVED,
        /** The broker has done it: its response, without error, is at the tap. */
        CARRIED_OUT
    }

    private final Predicate<TappedRequest> kind;
    private final Moment moment;
    private volatile boolean cancelled;
    private final CompletableFuture<HeldRequest> caught = new CompletableFuture<>();

    Hold(Predicate<TappedRequest> kind, Moment moment) {
        this.kind = kind;
        this.moment = moment;
    }

    /**
     * Waits for the request; it stays held until it is released or discarded, its response until it is delivered or
     * cut.
     *
     * @throws TimeoutException if no such request came by the deadline
     * @throws IllegalStateException if the tap itself failed, or was closed
     */
    public HeldRequest await(Duration deadline) throws InterruptedException, TimeoutException {
        try {
            return caught.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException tapFailed) {
            throw new IllegalStateException("the wire tap failed", tapFailed.getCause());
        }
    }

    /** Takes the order back; what it caught in the meantime goes on. */
    void cancel() {
        cancelled = true;
        caught.thenAccept(held -> {
            held.release();
            held.deliverResponse();
            held.letGo();
        });
    }

    Moment moment() {
        return moment;
    }

    boolean wants(TappedRequest request) {
        return !cancelled && kind.test(request);
    }

    void caught(HeldRequest request) {
        caught.complete(request);
    }

    void fail(RuntimeException failure) {
        cancelled = true;
        caught.completeExceptionally(failure);
    }

    /** Lets go what was caught and nobody decided about. */
    void abandon() {
        caught.thenAccept(HeldRequest::discard);
    }
}

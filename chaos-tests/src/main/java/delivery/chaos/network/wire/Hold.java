package delivery.chaos.network.wire;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** An order to a wire tap to hold the next request of a kind: exactly one. */
public final class Hold {
    private final Predicate<TappedRequest> kind;
    private volatile boolean cancelled;
    private final CompletableFuture<HeldRequest> caught = new CompletableFuture<>();

    Hold(Predicate<TappedRequest> kind) {
        this.kind = kind;
    }

    /**
     * Waits for the request; it stays held until it is released or discarded.
     *
     * @throws TimeoutException if no such request came by the deadline
     * @throws IllegalStateException if the tap itself failed
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

    boolean wants(TappedRequest request) {
        return !cancelled && kind.test(request);
    }

    void caught(HeldRequest request) {
        caught.complete(request);
    }

    /** Hands over the request when it is caught; never, if it is not. */
    void whenCaught(Consumer<HeldRequest> receiver, Executor executor) {
        caught.thenAcceptAsync(receiver, executor);
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

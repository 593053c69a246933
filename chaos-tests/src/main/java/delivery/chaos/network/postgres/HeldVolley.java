package delivery.chaos.network.postgres;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * An order to hold the next volley of a kind, and then that volley, until whoever asked says what becomes of it.
 * Everything after it on its connection waits too; nothing else does.
 */
public final class HeldVolley {
    /** What becomes of it. */
    enum Fate {
        FORWARD,
        DISCARD
    }

    private final Predicate<Volley> kind;
    private final CompletableFuture<Volley> caught = new CompletableFuture<>();
    private final CompletableFuture<Fate> fate = new CompletableFuture<>();
    private final CompletableFuture<Reply> withheld = new CompletableFuture<>();
    private final CompletableFuture<Boolean> delivery = new CompletableFuture<>();
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile boolean withholdsReply;

    HeldVolley(Predicate<Volley> kind) {
        this.kind = kind;
    }

    boolean catches(Volley volley) {
        return !caught.isDone() && !fate.isDone() && kind.test(volley) && caught.complete(volley);
    }

    /**
     * Waits for it to be caught.
     *
     * @throws TimeoutException if it was not at the deadline
     */
    public Volley await(Duration deadline) throws InterruptedException, TimeoutException {
        return get(caught, deadline);
    }

    /** What was caught. Throws if nothing was yet. */
    public Volley volley() {
        return caught.join();
    }

    /** Forwards it; that its connection ends unanswered, the client learns only after {@link #letGo()}. */
    public void forward() {
        fate.complete(Fate.FORWARD);
    }

    /** Forwards it and keeps the reply until it is {@link #deliver delivered} or {@link #cut}. */
    public void forwardWithholdingReply() {
        withholdsReply = true;
        forward();
    }

    /** Waits for the reply that is kept back. */
    public Reply awaitReply(Duration deadline) throws InterruptedException, TimeoutException {
        return get(withheld, deadline);
    }

    /** Waits until its connection has ended on the server's side without a reply; returns how. */
    public String awaitEnded(Duration deadline) throws InterruptedException, TimeoutException {
        return get(ended, deadline);
    }

    /** Hands the reply on that is kept back. */
    public void deliver() {
        delivery.complete(true);
    }

    /** Never hands the reply on, and ends the connection. */
    public void cut() {
        delivery.complete(false);
        letGo();
    }

    /** Never forwards it, and ends the connection on both sides. */
    public void discard() {
        fate.complete(Fate.DISCARD);
        letGo();
    }

    /** Lets the client learn that the connection has ended. */
    public void letGo() {
        letGo.countDown();
    }

    /** Takes the order back; what was caught goes on. */
    void cancel() {
        forward();
        deliver();
        letGo();
    }

    Fate awaitFate() throws InterruptedException {
        return get(fate);
    }

    boolean withholdsReply() {
        return withholdsReply;
    }

    /** Tells of the reply; returns whether it is to be delivered, once that is decided. */
    boolean awaitDelivery(Reply reply) throws InterruptedException {
        withheld.complete(reply);
        return get(delivery);
    }

    /** Tells that the server's side has ended; returns once the client may learn it. */
    void connectionEnded(String how) throws InterruptedException {
        ended.complete(how);
        letGo.await();
    }

    private static <T> T get(CompletableFuture<T> future, Duration deadline)
            throws InterruptedException, TimeoutException {
        try {
            return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        }
    }

    private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        }
    }
}

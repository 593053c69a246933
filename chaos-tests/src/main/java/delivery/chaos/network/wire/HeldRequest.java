package delivery.chaos.network.wire;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A request that the wire tap holds until whoever asked for it says what becomes of it. Everything after it on its
 * connection waits too; nothing else does.
 */
public final class HeldRequest {
    /** What becomes of a held request. */
    enum Decision {
        FORWARD,
        DISCARD
    }

    /** How and from which side a connection ended. */
    public enum ConnectionEnd {
        FIN_FROM_BROKER,
        RST_FROM_BROKER,
        CLOSED_BY_PIPELINE,
        CLOSED_BY_TAP
    }

    private final TappedRequest request;
    private final TappedConnection connection;
    private final Hold hold;
    private final long heldSinceNanos = System.nanoTime();
    private final CompletableFuture<Decision> decision = new CompletableFuture<>();
    private final CompletableFuture<ConnectionEnd> ended = new CompletableFuture<>();
    private final CompletableFuture<Map<String, Object>> responseWithheld = new CompletableFuture<>();
    private final CompletableFuture<Boolean> responseDelivered = new CompletableFuture<>();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile boolean withholdsResponse;
    private volatile boolean answered;

    HeldRequest(TappedRequest request, TappedConnection connection, Hold hold) {
        this.request = request;
        this.connection = connection;
        this.hold = hold;
    }

    public TappedRequest request() {
        return request;
    }

    /** How long it has been held; the pipeline gives up on it after its request timeout. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - heldSinceNanos);
    }

    /** Waits until all earlier requests of this connection are answered, so that a cut hits this request alone. */
    public void awaitEarlierResponses(Duration deadline) throws InterruptedException, TimeoutException {
        connection.awaitNothingPending(deadline);
    }

    /** Forwards the request; that its connection ends unanswered, the pipeline learns only after {@link #letGo()}. */
    public void release() {
        decision.complete(Decision.FORWARD);
    }

    /** Forwards the request as if it had not been held. */
    public void passOn() {
        release();
        letGo();
    }

    /** Forwards the request and keeps its response, and all after it, until it is delivered or the connection cut. */
    public void releaseWithholdingResponse() {
        withholdsResponse = true;
        release();
    }

    /** Hands on the response that was kept back. */
    public void deliverResponse() {
        responseDelivered.complete(true);
    }

    /** Never forwards the request, and ends its connection. */
    public void discard() {
        responseDelivered.complete(false);
        letGo.countDown();
        decision.complete(Decision.DISCARD);
    }

    /**
     * Waits until the request's connection has ended without an answer.
     *
     * @throws TimeoutException if it has not at the deadline: it was answered, or neither
     */
    public ConnectionEnd awaitUnanswered(Duration deadline) throws InterruptedException, TimeoutException {
        return get(ended, deadline);
    }

    /**
     * Waits until the withheld response has come from the broker.
     *
     * @return what it says, as in {@link ResponseDigest}: by its errors, whether the request was carried out
     * @throws TimeoutException if none came by the deadline, or none is asked for: a Produce with acks=0
     */
    public Map<String, Object> awaitResponseWithheld(Duration deadline) throws InterruptedException, TimeoutException {
        if (!request.expectsResponse()) {
            throw new TimeoutException(request + " asks for no response");
        }
        return get(responseWithheld, deadline);
    }

    /** What the response says that is kept back, as in {@link ResponseDigest}; empty if none is. */
    public Map<String, Object> answer() {
        return responseWithheld.getNow(Map.of());
    }

    /** Lets the pipeline learn that the connection has ended. */
    public void letGo() {
        letGo.countDown();
    }

    /** Ends the connection on both sides. */
    public void cut() {
        letGo.countDown();
        responseDelivered.complete(false);
        connection.end(ConnectionEnd.CLOSED_BY_TAP);
    }

    private static <T> T get(CompletableFuture<T> future, Duration deadline)
            throws InterruptedException, TimeoutException {
        try {
            return future.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        }
    }

    Decision awaitDecision() throws InterruptedException {
        return get(decision);
    }

    /** Tells those who wait for the response, or for the request once it is carried out. */
    void withheld(Map<String, Object> answer) {
        responseWithheld.complete(answer);
        hold.caught(this);
    }

    /** Returns once it is decided whether the response that is kept back is handed on. */
    boolean awaitDelivery() throws InterruptedException {
        return get(responseDelivered);
    }

    private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible.getCause());
        }
    }

    boolean withholdsResponse() {
        return withholdsResponse;
    }

    /** Called when the pipeline has left: returns once the answer that is to be kept has come, or none can come. */
    void awaitHeard() throws InterruptedException {
        if (withholdsResponse) {
            get(CompletableFuture.anyOf(responseWithheld, responseDelivered, ended));
        }
    }

    /** Called when the response is about to be handed on; of a request that asks for none, when it was forwarded. */
    void answered() {
        answered = true;
        responseDelivered.complete(true);
    }

    Hold hold() {
        return hold;
    }

    boolean isAnswered() {
        return answered;
    }

    /**
     * Called when the connection has ended with this request held or unanswered; returns once the pipeline may learn
     * it.
     */
    void connectionEnded(ConnectionEnd how) throws InterruptedException {
        ended.complete(how);
        if (how == ConnectionEnd.FIN_FROM_BROKER || how == ConnectionEnd.RST_FROM_BROKER) {
            letGo.await();
        }
    }
}

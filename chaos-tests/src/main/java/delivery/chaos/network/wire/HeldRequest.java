package delivery.chaos.network.wire;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * A request that the wire tap holds until whoever asked for it says what becomes of it. Everything behind it on its
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
    private final long heldSinceNanos = System.nanoTime();
    private final CompletableFuture<Decision> decision = new CompletableFuture<>();
    private final CompletableFuture<ConnectionEnd> ended = new CompletableFuture<>();
    private final CompletableFuture<ApiMessage> responseWithheld = new CompletableFuture<>();
    private final CompletableFuture<Boolean> responseDelivered = new CompletableFuture<>();
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile boolean withholdsResponse;
    private volatile boolean answered;

    HeldRequest(TappedRequest request, TappedConnection connection) {
        this.request = request;
        this.connection = connection;
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

    /** Forwards the request; if its connection ends unanswered, the pipeline learns that only after {@link #letGo()}. */
    public void release() {
        decision.complete(Decision.FORWARD);
    }

    /** Forwards the request as if it had not been held. */
    public void passOn() {
        release();
        letGo();
    }

    /** Forwards the request and keeps its response back, and all behind it, until it is delivered or its connection cut. */
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
     * @return its body: the class follows from the request's ApiKey; whether the request was carried out, it says
     * @throws TimeoutException if none came by the deadline
     */
    public ApiMessage awaitResponseWithheld(Duration deadline) throws InterruptedException, TimeoutException {
        return get(responseWithheld, deadline);
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

    /** Called with the withheld response; returns once it is decided whether it is handed on. */
    boolean awaitDelivery(ApiMessage response) throws InterruptedException {
        responseWithheld.complete(response);
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

    /** Called when the pipeline has left: returns once the answer that is to be kept back has come, or none can come. */
    void awaitHeard() throws InterruptedException {
        if (withholdsResponse) {
            get(CompletableFuture.anyOf(responseWithheld, responseDelivered, ended));
        }
    }

    void answered() {
        answered = true;
    }

    boolean isAnswered() {
        return answered;
    }

    /** Called when the connection has ended with this request held or unanswered; returns once the pipeline may learn it. */
    void connectionEnded(ConnectionEnd how) throws InterruptedException {
        ended.complete(how);
        if (how == ConnectionEnd.FIN_FROM_BROKER || how == ConnectionEnd.RST_FROM_BROKER) {
            letGo.await();
        }
    }
}

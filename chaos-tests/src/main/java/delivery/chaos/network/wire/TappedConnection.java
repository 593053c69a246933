package delivery.chaos.network.wire;

import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * One connection of a pipeline to one broker, through the tap: two threads, one for each direction. It ends on both
 * sides as soon as it ends on one, by FIN or RST as it was.
 */
final class TappedConnection {
    private final WireTap tap;
    private final int brokerId;
    private final int number;
    private final TapSide pipeline;
    private final TapSide broker;
    private final PendingRequests pending = new PendingRequests();

    private volatile HeldRequest held;
    /** Null until it has. */
    private ConnectionEnd ended;

    TappedConnection(WireTap tap, int brokerId, int number, TapSide pipeline, TapSide broker) {
        this.tap = tap;
        this.brokerId = brokerId;
        this.number = number;
        this.pipeline = pipeline;
        this.broker = broker;
    }

    void start() {
        tap.thread("requests", brokerId, number, this::pumpRequests).start();
        tap.thread(
                        "responses",
                        brokerId,
                        number,
                        new ResponsePump(tap, this, pending, broker.spoken(), pipeline.spoken()))
                .start();
    }

    private void pumpRequests() {
        try {
            DataInputStream in = Frames.in(pipeline.spoken());
            OutputStream out = broker.spoken().getOutputStream();
            // Each has memory of its own, for whoever was told of a request may decode it later.
            ByteBuffer frame = Frames.read(in, Frames::allocate);
            for (; frame != null; frame = Frames.read(in, Frames::allocate)) {
                TappedRequest request = new TappedRequest(brokerId, number, frame);
                if (!admit(request)) {
                    return;
                }
                if (!Frames.write(out, frame)) {
                    // The broker's side is gone; the other thread reads how it ended, and tells.
                    return;
                }
                forwarded(request);
            }
            pipelineLeft();
        } catch (IOException reset) {
            pipelineLeft();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException wrong) {
            tap.fail(wrong);
            end(ConnectionEnd.CLOSED_BY_TAP);
        }
    }

    /** Ends the broker's side too; a request that was let go behind the pipeline's back is answered first. */
    private void pipelineLeft() {
        try {
            HeldRequest latest = held;
            if (latest != null) {
                latest.awaitHeard();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        end(ConnectionEnd.CLOSED_BY_PIPELINE);
    }

    /** Whether the request is to be forwarded; blocks while somebody holds it. */
    private boolean admit(TappedRequest request) throws InterruptedException {
        HeldRequest caught = tap.arrived(request, this);
        if (caught != null && caught.awaitDecision() == HeldRequest.Decision.DISCARD) {
            tap.listeners().discarded(request);
            end(ConnectionEnd.CLOSED_BY_TAP);
            return false;
        }
        if (request.expectsResponse() && !pending.add(request)) {
            // The connection ended, and the pipeline does not know it yet.
            tap.listeners().unanswered(request, howItEnded());
            return false;
        }
        return true;
    }

    /** A held request that asks for no response counts as answered once it is forwarded. */
    private void forwarded(TappedRequest request) {
        HeldRequest heldBefore = heldAs(request);
        if (heldBefore != null && !request.expectsResponse()) {
            heldBefore.answered();
        }
    }

    /** What is held, or was and is not answered yet, if it is this request; else null. */
    HeldRequest heldAs(TappedRequest request) {
        HeldRequest latest = held;
        return latest != null && latest.request() == request ? latest : null;
    }

    /** {@code connection 2 to broker 1}, as a proof names it. */
    @Override
    public String toString() {
        return "connection " + number + " to broker " + brokerId;
    }

    /** Told before anybody else learns of the held request: its connection may end right then. */
    void holds(HeldRequest request) {
        held = request;
    }

    /** Whether a request of this connection is held, or was and is not answered yet. */
    boolean holdsOne() {
        HeldRequest latest = held;
        return latest != null && !latest.isAnswered();
    }

    List<TappedRequest> pending() {
        return pending.all();
    }

    void awaitNothingPending(Duration deadline) throws InterruptedException, TimeoutException {
        pending.awaitNone(deadline);
    }

    /** Null while it has not. */
    synchronized ConnectionEnd howItEnded() {
        return ended;
    }

    /** Ends both sides once; the first cause counts. */
    void end(ConnectionEnd how) {
        synchronized (this) {
            if (ended != null) {
                return;
            }
            ended = how;
        }
        pending.end().forEach(request -> tap.listeners().unanswered(request, how));
        try (pipeline;
                broker) {
            if (holdsOne()) {
                tap.holds().unanswered(held);
                held.connectionEnded(how);
            }
            if (how == ConnectionEnd.RST_FROM_BROKER) {
                pipeline.socket().setSoLinger(true, 0);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            tap.fail(new UncheckedIOException(failed));
        }
        tap.ended(this);
    }
}

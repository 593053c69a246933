package delivery.chaos.network.wire;

import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.common.protocol.ApiKeys;

/** Hands on what a broker answers on one connection, until it ends. */
final class ResponsePump implements Runnable {
    private final WireTap tap;
    private final TappedConnection connection;
    private final PendingRequests pending;
    private final Socket broker;
    private final Socket pipeline;
    private boolean withholding;

    ResponsePump(WireTap tap, TappedConnection connection, PendingRequests pending, Socket broker, Socket pipeline) {
        this.tap = tap;
        this.connection = connection;
        this.pending = pending;
        this.broker = broker;
        this.pipeline = pipeline;
    }

    @Override
    public void run() {
        ConnectionEnd how;
        try {
            DataInputStream in = Frames.in(broker);
            OutputStream out = pipeline.getOutputStream();
            ReusedMemory memory = new ReusedMemory();
            ByteBuffer frame = Frames.read(in, memory::frame);
            while (frame != null) {
                answer(frame, out);
                frame = Frames.read(in, memory::frame);
            }
            how = ConnectionEnd.FIN_FROM_BROKER;
        } catch (EOFException cutInsideFrame) {
            how = ConnectionEnd.FIN_FROM_BROKER;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            how = ConnectionEnd.CLOSED_BY_TAP;
        } catch (IOException reset) {
            how = ConnectionEnd.RST_FROM_BROKER;
        } catch (RuntimeException wrong) {
            tap.fail(wrong);
            how = ConnectionEnd.CLOSED_BY_TAP;
        }
        connection.end(how);
    }

    private void answer(ByteBuffer frame, OutputStream out) throws InterruptedException {
        TappedRequest request = pending.get(frame.getInt(0));
        if (request == null) {
            requireLeft(frame.getInt(0));
            return;
        }
        ResponseFrame response = new ResponseFrame(request, frame);
        HeldRequest heldBefore = connection.heldAs(request);
        if (heldBefore != null && keepsBack(heldBefore, response)) {
            // Nothing after it is read meanwhile.
            withholding = !heldBefore.awaitDelivery();
        }
        if (withholding) {
            // Nothing after it is handed on either: TCP loses nothing in the middle of a stream.
            return;
        }
        ByteBuffer rewritten = rewrite(response);
        if (pending.handOn(request)) {
            // All is told before the pipeline can react to it.
            if (heldBefore != null) {
                heldBefore.answered();
            }
            tap.listeners().answered(response);
            // The other direction finds out that the pipeline is gone.
            Frames.write(out, rewritten);
            pending.handedOn();
        }
    }

    /** Whether the response to a held request is kept back; if it is, tells so. */
    private boolean keepsBack(HeldRequest held, ResponseFrame response) {
        if (!held.withholdsResponse()) {
            return false;
        }
        Map<String, Object> answer =
                ResponseDigest.of(held.request(), response, tap.listeners().topicNames());
        if (!tap.holds().keepsBack(held, answer)) {
            return false;
        }
        tap.listeners().withheld(response);
        held.withheld(answer);
        return true;
    }

    /** The frame that the pipeline is handed in the place of the broker's. */
    private ByteBuffer rewrite(ResponseFrame response) {
        if (response.request().apiKeyId() == ApiKeys.API_VERSIONS.id) {
            return OfferedVersions.limit(response);
        }
        return response.request().isReadable() ? tap.rewriter().rewrite(response) : response.frame();
    }

    /** A pipeline may leave without waiting for an answer. Any other answer that nobody asked for is a mistake. */
    private void requireLeft(int correlationId) {
        if (connection.howItEnded() == null) {
            throw new IllegalStateException(
                    "a broker answered correlation id " + correlationId + ", which nobody asked, on " + connection);
        }
    }
}

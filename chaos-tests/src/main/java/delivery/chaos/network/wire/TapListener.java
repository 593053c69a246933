package delivery.chaos.network.wire;

import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import org.apache.kafka.common.protocol.ApiMessage;

/** Is told what crosses a wire tap, on the tap's own threads, in the order of each connection. */
public interface TapListener {
    /** A request has arrived from the pipeline; called before any hold looks at it. */
    void onRequest(TappedRequest request);

    /** The response to a request has been written to the pipeline. */
    void onResponse(TappedRequest request, ResponseBody body);

    /** The response has come from the broker and is kept from the pipeline. */
    default void onResponseWithheld(TappedRequest request, ResponseBody body) {}

    /** The connection has ended before the response to a request was handed on. */
    default void onUnanswered(TappedRequest request, ConnectionEnd how) {}

    /** The request was never forwarded, and its connection ended. */
    default void onDiscarded(TappedRequest request) {}

    /** A response for those who need it, until the call that gave it returns. */
    interface ResponseBody {
        /** Size of the frame without its length. */
        int bytes();

        ApiMessage decode();
    }
}

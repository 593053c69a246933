package delivery.chaos.network.wire;

import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.types.Struct;

/**
 * Is told what crosses a wire tap, on the tap's own threads, in the order of each connection: of requests whose
 * ApiKey and version the tap can read. Others pass as bytes and are counted, no more.
 */
public interface TapListener {
    /** A request has arrived from the pipeline; called before any hold looks at it. */
    void onRequest(TappedRequest request);

    /** The response to a request is about to be written to the pipeline, which cannot have reacted to it yet. */
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

        /** The body; its class follows from the request's ApiKey. */
        ApiMessage decode();

        /**
         * The body by the names of its fields on the wire, for those that differ between the versions of the clients.
         */
        Struct fields();
    }
}

package delivery.chaos.network.wire;

import org.apache.kafka.common.protocol.ApiMessage;

/** Is told what crosses a wire tap, on the tap's own threads, in the order of each connection. */
public interface TapListener {
    /** A request has arrived from the pipeline; called before any hold looks at it. */
    void onRequest(TappedRequest request);

    /** The response to a request has been written to the pipeline. */
    void onResponse(TappedRequest request, ResponseBody body);

    /** Decodes a response's body for those who need it, before {@link #onResponse} returns. */
    interface ResponseBody {
        ApiMessage decode();
    }
}

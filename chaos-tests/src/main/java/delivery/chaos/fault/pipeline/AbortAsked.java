package delivery.chaos.fault.pipeline;

import delivery.chaos.network.wire.TapListener;
import delivery.chaos.network.wire.TappedRequest;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Whether a pipeline has asked for its transaction to be aborted. */
final class AbortAsked implements TapListener {
    private volatile boolean asked;

    @Override
    public void onRequest(TappedRequest request) {
        if (request.apiKey() == ApiKeys.END_TXN && !((EndTxnRequestData) request.body()).committed()) {
            asked = true;
        }
    }

    @Override
    public void onResponse(TappedRequest request, ResponseBody body) {}

    boolean isAsked() {
        return asked;
    }
}

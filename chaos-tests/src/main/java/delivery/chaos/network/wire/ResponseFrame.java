package delivery.chaos.network.wire;

import java.nio.ByteBuffer;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;

/** A response as it came from the broker; its memory is used again for the next one. */
record ResponseFrame(TappedRequest request, ByteBuffer frame) implements TapListener.ResponseBody {
    @Override
    public int bytes() {
        return frame.remaining();
    }

    @Override
    public ApiMessage decode() {
        ByteBufferAccessor in = new ByteBufferAccessor(frame.duplicate());
        new ResponseHeaderData(in, request.apiKey().responseHeaderVersion(request.apiVersion()));
        ApiMessage body = request.apiKey().messageType.newResponse();
        body.read(in, request.apiVersion());
        return body;
    }
}

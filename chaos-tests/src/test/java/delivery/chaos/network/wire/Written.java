package delivery.chaos.network.wire;

import java.nio.ByteBuffer;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.MessageUtil;

/** Requests and responses as frames, written by the clients' own classes. */
public final class Written {
    private static final int CORRELATION_ID = 7;

    private Written() {}

    /** A request of one connection to one broker. */
    public static TappedRequest request(ApiKeys apiKey, int version, ApiMessage body) {
        RequestHeaderData header = new RequestHeaderData()
                .setRequestApiKey(apiKey.id)
                .setRequestApiVersion((short) version)
                .setClientId("test")
                .setCorrelationId(CORRELATION_ID);
        return new TappedRequest(
                1, 1, frame(header, apiKey.requestHeaderVersion((short) version), body, (short) version));
    }

    /** To a request that says nothing. */
    static ResponseFrame response(ApiKeys apiKey, int version, ApiMessage body) {
        return response(request(apiKey, version, apiKey.messageType.newRequest()), body);
    }

    static ResponseFrame response(TappedRequest request, ApiMessage body) {
        ResponseHeaderData header = new ResponseHeaderData().setCorrelationId(CORRELATION_ID);
        short headerVersion = request.apiKey().responseHeaderVersion(request.apiVersion());
        return new ResponseFrame(request, frame(header, headerVersion, body, request.apiVersion()));
    }

    private static ByteBuffer frame(ApiMessage header, short headerVersion, ApiMessage body, short version) {
        ByteBuffer head =
                MessageUtil.toByteBufferAccessor(header, headerVersion).buffer();
        ByteBuffer rest = MessageUtil.toByteBufferAccessor(body, version).buffer();
        ByteBuffer frame = Frames.allocate(head.remaining() + rest.remaining());
        return frame.put(head).put(rest).flip();
    }
}

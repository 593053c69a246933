package delivery.chaos.network.wire;

import java.nio.ByteBuffer;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.protocol.types.Struct;

/**
 * A response as it came from the broker; its memory is used again for the next one. Decoded once, and only if asked
 * for.
 */
final class ResponseFrame implements TapListener.ResponseBody {
    private final TappedRequest request;
    private final ByteBuffer frame;
    private ApiMessage body;

    ResponseFrame(TappedRequest request, ByteBuffer frame) {
        this.request = request;
        this.frame = frame;
    }

    TappedRequest request() {
        return request;
    }

    ByteBuffer frame() {
        return frame;
    }

    @Override
    public int bytes() {
        return frame.remaining();
    }

    @Override
    public ApiMessage decode() {
        if (body == null) {
            ByteBuffer rest = frame.duplicate();
            header(rest);
            body = request.apiKey().messageType.newResponse();
            body.read(new ByteBufferAccessor(rest), request.apiVersion());
        }
        return body;
    }

    @Override
    public Struct fields() {
        ByteBuffer rest = frame.duplicate();
        header(rest);
        return request.apiKey()
                .messageType
                .responseSchemas()[request.apiVersion()]
                .read(rest);
    }

    /** Reads the header, which ends where the body begins. */
    private ResponseHeaderData header(ByteBuffer rest) {
        return new ResponseHeaderData(new ByteBufferAccessor(rest), headerVersion());
    }

    private short headerVersion() {
        return request.apiKey().responseHeaderVersion(request.apiVersion());
    }

    /** A frame that says something else, under the same header. */
    ByteBuffer with(ApiMessage other, short bodyVersion) {
        ResponseHeaderData header = header(frame.duplicate());
        ObjectSerializationCache cache = new ObjectSerializationCache();
        int size = header.size(cache, headerVersion()) + other.size(cache, bodyVersion);
        ByteBufferAccessor out = new ByteBufferAccessor(Frames.allocate(size));
        header.write(out, cache, headerVersion());
        other.write(out, cache, bodyVersion);
        out.flip();
        return out.buffer();
    }
}

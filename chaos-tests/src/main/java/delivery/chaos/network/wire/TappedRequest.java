package delivery.chaos.network.wire;

import java.nio.ByteBuffer;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.requests.RequestHeader;

/** A request as the wire tap saw it: its frame without the length, and the head of it that is always readable. */
public final class TappedRequest {
    /** Requests whose header has this version or a later one write their strings with a varint of length (KIP-482). */
    private static final short FIRST_FLEXIBLE_HEADER = 2;

    private final int brokerId;
    private final int connection;
    private final ByteBuffer frame;
    private final short apiKeyId;
    /** Null if this version of Kafka does not have it. */
    private final ApiKeys apiKey;

    private final short apiVersion;
    private final int correlationId;
    private ApiMessage body;

    TappedRequest(int brokerId, int connection, ByteBuffer frame) {
        this.brokerId = brokerId;
        this.connection = connection;
        this.frame = frame;
        this.apiKeyId = frame.getShort(0);
        this.apiKey = ApiKeys.hasId(apiKeyId) ? ApiKeys.forId(apiKeyId) : null;
        this.apiVersion = frame.getShort(2);
        this.correlationId = frame.getInt(4);
    }

    /** The broker that the request goes to. */
    public int brokerId() {
        return brokerId;
    }

    /** Number of the connection within its link, from 1. */
    public int connection() {
        return connection;
    }

    /** Known of every request that a listener is told of or a hold is asked about. */
    public ApiKeys apiKey() {
        return apiKey;
    }

    short apiKeyId() {
        return apiKeyId;
    }

    /**
     * Whether the ApiKey and its version can be decoded; any other request crosses as bytes, and no listener hears of
     * it.
     */
    boolean isReadable() {
        return apiKey != null
                && apiVersion >= apiKey.messageType.lowestSupportedVersion()
                && apiVersion <= apiKey.latestVersion(true);
    }

    /** {@code Produce}; {@code ApiKey 93} of one that this version of Kafka does not have. */
    String apiKeyName() {
        return apiKey == null ? "ApiKey " + apiKeyId : apiKey.name;
    }

    public short apiVersion() {
        return apiVersion;
    }

    public int correlationId() {
        return correlationId;
    }

    /** Size of the frame without its length. */
    public int bytes() {
        return frame.remaining();
    }

    ByteBuffer frame() {
        return frame.duplicate();
    }

    /** The decoded body; its class follows from {@link #apiKey()}, for example {@link ProduceRequestData}. */
    public synchronized ApiMessage body() {
        if (body == null) {
            ByteBuffer rest = frame();
            RequestHeader.parse(rest);
            body = apiKey.messageType.newRequest();
            body.read(new ByteBufferAccessor(rest), apiVersion);
        }
        return body;
    }

    /** Whether the broker answers at all: a Produce with acks=0 it does not. */
    public boolean expectsResponse() {
        return apiKeyId != ApiKeys.PRODUCE.id || acks() != 0;
    }

    /**
     * Reads no further than to the acks, after the transactional id: the records are many, and perhaps nobody asks.
     */
    private short acks() {
        ByteBuffer rest = frame();
        RequestHeader header = RequestHeader.parse(rest);
        ByteBufferAccessor in = new ByteBufferAccessor(rest);
        boolean compactStrings = header.headerVersion() >= FIRST_FLEXIBLE_HEADER;
        int transactionalIdBytes = compactStrings ? in.readUnsignedVarint() - 1 : in.readShort();
        rest.position(rest.position() + Math.max(0, transactionalIdBytes));
        return in.readShort();
    }

    /** ApiKey, version, correlation id and connection, as a proof names a request. */
    @Override
    public String toString() {
        return apiKeyName() + " v" + apiVersion + ", correlation id " + correlationId + ", connection " + connection
                + " to broker " + brokerId;
    }
}

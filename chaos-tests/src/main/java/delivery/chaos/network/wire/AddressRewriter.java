package delivery.chaos.network.wire;

import delivery.chaos.cluster.Endpoint;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.message.ShareAcknowledgeResponseData;
import org.apache.kafka.common.message.ShareFetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

/**
 * Replaces every broker address in a response by that broker's address on this link, so that a client never learns a way
 * around it. Produce, Fetch and the share requests carry addresses since KIP-951.
 */
final class AddressRewriter {
    /** The responses that tell a client where a broker is. */
    static final Set<ApiKeys> TELL_ADDRESSES = Set.of(
            ApiKeys.METADATA,
            ApiKeys.FIND_COORDINATOR,
            ApiKeys.DESCRIBE_CLUSTER,
            ApiKeys.PRODUCE,
            ApiKeys.FETCH,
            ApiKeys.SHARE_FETCH,
            ApiKeys.SHARE_ACKNOWLEDGE);

    private final Map<Integer, Endpoint> addressOnLink;

    AddressRewriter(Map<Integer, Endpoint> addressOnLink) {
        this.addressOnLink = Map.copyOf(addressOnLink);
    }

    /**
     * Returns the frame to hand on: the given one unless it names a broker.
     *
     * @throws IllegalStateException if it names a broker that this link does not lead to
     */
    ByteBuffer rewrite(TappedRequest request, ByteBuffer frame) {
        if (!TELL_ADDRESSES.contains(request.apiKey())) {
            return frame;
        }
        ByteBuffer rest = frame.duplicate();
        short headerVersion = request.apiKey().responseHeaderVersion(request.apiVersion());
        ResponseHeaderData header = new ResponseHeaderData(new ByteBufferAccessor(rest), headerVersion);
        ApiMessage body = request.apiKey().messageType.newResponse();
        body.read(new ByteBufferAccessor(rest), request.apiVersion());
        return rewriteAddresses(body) ? serialize(header, headerVersion, body, request.apiVersion()) : frame;
    }

    private boolean rewriteAddresses(ApiMessage body) {
        boolean[] rewritten = {false};
        if (body instanceof MetadataResponseData metadata) {
            metadata.brokers().forEach(b -> rewritten[0] |= rewrite(b.nodeId(), b::setHost, b::setPort));
        } else if (body instanceof FindCoordinatorResponseData found) {
            // Before version 4 one coordinator in the response itself, since then a list; the other is empty.
            if (!found.host().isEmpty()) {
                rewritten[0] |= rewrite(found.nodeId(), found::setHost, found::setPort);
            }
            found.coordinators().forEach(c -> rewritten[0] |= rewrite(c.nodeId(), c::setHost, c::setPort));
        } else if (body instanceof DescribeClusterResponseData described) {
            described.brokers().forEach(b -> rewritten[0] |= rewrite(b.brokerId(), b::setHost, b::setPort));
        } else if (body instanceof ProduceResponseData produced) {
            produced.nodeEndpoints().forEach(n -> rewritten[0] |= rewrite(n.nodeId(), n::setHost, n::setPort));
        } else if (body instanceof FetchResponseData fetched) {
            fetched.nodeEndpoints().forEach(n -> rewritten[0] |= rewrite(n.nodeId(), n::setHost, n::setPort));
        } else if (body instanceof ShareFetchResponseData fetched) {
            fetched.nodeEndpoints().forEach(n -> rewritten[0] |= rewrite(n.nodeId(), n::setHost, n::setPort));
        } else if (body instanceof ShareAcknowledgeResponseData acknowledged) {
            acknowledged.nodeEndpoints().forEach(n -> rewritten[0] |= rewrite(n.nodeId(), n::setHost, n::setPort));
        }
        return rewritten[0];
    }

    private boolean rewrite(int brokerId, Consumer<String> setHost, IntConsumer setPort) {
        if (brokerId < 0) {
            return false;
        }
        Endpoint address = addressOnLink.get(brokerId);
        if (address == null) {
            throw new IllegalStateException(
                    "a response names broker " + brokerId + ", the link leads only to " + addressOnLink.keySet());
        }
        setHost.accept(address.host());
        setPort.accept(address.port());
        return true;
    }

    private static ByteBuffer serialize(
            ResponseHeaderData header, short headerVersion, ApiMessage body, short bodyVersion) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        int size = header.size(cache, headerVersion) + body.size(cache, bodyVersion);
        ByteBufferAccessor out = new ByteBufferAccessor(Frames.allocate(size));
        header.write(out, cache, headerVersion);
        body.write(out, cache, bodyVersion);
        out.flip();
        return out.buffer();
    }
}

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
import org.apache.kafka.common.message.ShareAcknowledgeResponseData;
import org.apache.kafka.common.message.ShareFetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * Replaces every broker address in a response by that broker's address on this link, so that a client never learns a
 * way around it. Produce, Fetch and the share requests carry addresses since KIP-951.
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
     * Lets a request pass whose response can be read, where it may tell an address.
     *
     * @throws IllegalStateException if the pipeline uses a version that it was not offered: an address might slip by
     */
    static void requireReadable(TappedRequest request) {
        if (ApiKeys.hasId(request.apiKeyId()) && TELL_ADDRESSES.contains(request.apiKey()) && !request.isReadable()) {
            throw new IllegalStateException(request + ": of that ApiKey this tap reads versions "
                    + request.apiKey().oldestVersion() + " to "
                    + request.apiKey().latestVersion()
                    + ", and offers no later ones; does the pipeline not ask for ApiVersions?");
        }
    }

    /**
     * Returns the frame to hand on: the given one unless it names a broker.
     *
     * @throws IllegalStateException if it names a broker that this link does not lead to
     */
    ByteBuffer rewrite(ResponseFrame response) {
        TappedRequest request = response.request();
        return TELL_ADDRESSES.contains(request.apiKey()) && rewriteAddresses(response.decode())
                ? response.with(response.decode(), request.apiVersion())
                : response.frame();
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
}

package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delivery.chaos.cluster.Endpoint;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBroker;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.FindCoordinatorResponseData.Coordinator;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.types.ArrayOf;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.CompactArrayOf;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AddressRewriterTest {
    private static final Endpoint ON_LINK = new Endpoint("127.0.0.1", 7001);

    private final AddressRewriter rewriter = new AddressRewriter(Map.of(1, ON_LINK));

    /**
     * Between brokers and controllers; and addresses of Streams applications (application.server), which are no
     * brokers.
     */
    private static final Set<ApiKeys> NO_BROKER_FOR_A_CLIENT = EnumSet.of(
            ApiKeys.VOTE,
            ApiKeys.BEGIN_QUORUM_EPOCH,
            ApiKeys.END_QUORUM_EPOCH,
            ApiKeys.FETCH_SNAPSHOT,
            ApiKeys.DESCRIBE_QUORUM,
            ApiKeys.UPDATE_RAFT_VOTER,
            ApiKeys.STREAMS_GROUP_HEARTBEAT,
            ApiKeys.STREAMS_GROUP_DESCRIBE);

    @Test
    void knowsEveryResponseInWhichKafkaTellsAClientAnAddress() {
        Set<ApiKeys> tell = EnumSet.noneOf(ApiKeys.class);
        for (ApiKeys apiKey : ApiKeys.values()) {
            boolean tells = Arrays.stream(apiKey.messageType.responseSchemas())
                    .anyMatch(schema -> schema != null && hasAddress(schema));
            if (tells && !NO_BROKER_FOR_A_CLIENT.contains(apiKey)) {
                tell.add(apiKey);
            }
        }

        assertThat(AddressRewriter.TELL_ADDRESSES).containsExactlyInAnyOrderElementsOf(tell);
    }

    /** Whether a host and a port stand side by side anywhere in a schema, tagged fields included. */
    private static boolean hasAddress(Schema schema) {
        boolean host = false;
        boolean port = false;
        for (BoundField field : schema.fields()) {
            host |= field.def.name.equals("host");
            port |= field.def.name.equals("port");
            if (hasAddress(field.def.type)) {
                return true;
            }
        }
        return host && port;
    }

    private static boolean hasAddress(Type type) {
        if (type instanceof Schema schema) {
            return hasAddress(schema);
        }
        if (type instanceof ArrayOf array) {
            return array.arrayElementType()
                    .filter(AddressRewriterTest::hasAddress)
                    .isPresent();
        }
        if (type instanceof CompactArrayOf array) {
            return array.arrayElementType()
                    .filter(AddressRewriterTest::hasAddress)
                    .isPresent();
        }
        return type instanceof TaggedFields tagged
                && tagged.fields().values().stream().map(field -> field.type).anyMatch(AddressRewriterTest::hasAddress);
    }

    @ParameterizedTest
    @EnumSource(
            value = ApiKeys.class,
            names = {"METADATA", "FIND_COORDINATOR", "DESCRIBE_CLUSTER", "PRODUCE", "FETCH"})
    void rewritesInEveryVersion(ApiKeys apiKey) {
        for (short version = apiKey.oldestVersion(); version <= apiKey.latestVersion(); version++) {
            ApiMessage original = naming(apiKey, version, "10.0.0.1", 9092);
            ApiMessage expected = naming(apiKey, version, ON_LINK.host(), ON_LINK.port());

            ByteBuffer rewritten = rewriter.rewrite(Written.response(apiKey, version, original));

            assertThat(rewritten)
                    .as("%s v%d", apiKey, version)
                    .isEqualTo(Written.response(apiKey, version, expected).frame());
        }
    }

    /** A response that names broker 1 at an address. */
    private static ApiMessage naming(ApiKeys apiKey, short version, String host, int port) {
        return switch (apiKey) {
            case METADATA -> {
                MetadataResponseData metadata = new MetadataResponseData();
                metadata.brokers()
                        .add(new MetadataResponseBroker()
                                .setNodeId(1)
                                .setHost(host)
                                .setPort(port));
                yield metadata;
            }
            case FIND_COORDINATOR ->
                version < 4
                        ? new FindCoordinatorResponseData()
                                .setNodeId(1)
                                .setHost(host)
                                .setPort(port)
                        : new FindCoordinatorResponseData()
                                .setCoordinators(List.of(new Coordinator()
                                        .setKey("k")
                                        .setNodeId(1)
                                        .setHost(host)
                                        .setPort(port)));
            case DESCRIBE_CLUSTER -> {
                DescribeClusterResponseData described = new DescribeClusterResponseData();
                described
                        .brokers()
                        .add(new DescribeClusterBroker()
                                .setBrokerId(1)
                                .setHost(host)
                                .setPort(port));
                yield described;
            }
            case PRODUCE -> {
                ProduceResponseData produced = new ProduceResponseData();
                if (version >= 10) {
                    produced.nodeEndpoints()
                            .add(new ProduceResponseData.NodeEndpoint()
                                    .setNodeId(1)
                                    .setHost(host)
                                    .setPort(port));
                }
                yield produced;
            }
            case FETCH -> {
                FetchResponseData fetched = new FetchResponseData();
                if (version >= 16) {
                    fetched.nodeEndpoints()
                            .add(new FetchResponseData.NodeEndpoint()
                                    .setNodeId(1)
                                    .setHost(host)
                                    .setPort(port));
                }
                yield fetched;
            }
            default -> throw new IllegalArgumentException(apiKey.name());
        };
    }

    @Test
    void handsOnWhatNamesNoBrokerAsItCame() {
        short version = ApiKeys.PRODUCE.latestVersion();
        ResponseFrame response = Written.response(ApiKeys.PRODUCE, version, new ProduceResponseData());

        assertThat(rewriter.rewrite(response)).isSameAs(response.frame());
    }

    @Test
    void refusesABrokerThatTheLinkDoesNotLeadTo() {
        short version = ApiKeys.METADATA.latestVersion();
        MetadataResponseData stranger = new MetadataResponseData();
        stranger.brokers()
                .add(new MetadataResponseBroker().setNodeId(9).setHost("h").setPort(1));
        ResponseFrame response = Written.response(ApiKeys.METADATA, version, stranger);

        assertThatThrownBy(() -> rewriter.rewrite(response))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("broker 9");
    }

    @Test
    void findsAnAddressWhereThereIsOne() {
        assertThat(Stream.of(ApiKeys.METADATA, ApiKeys.PRODUCE)
                        .map(apiKey -> apiKey.messageType.responseSchemas())
                        .allMatch(schemas -> hasAddress(schemas[schemas.length - 1])))
                .isTrue();
    }
}

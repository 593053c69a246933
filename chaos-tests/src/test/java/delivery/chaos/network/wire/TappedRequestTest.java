package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.requests.RequestHeader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TappedRequestTest {
    private static final String LONG_ID = "t".repeat(200);

    static Stream<Short> produceVersions() {
        return ApiKeys.PRODUCE.allVersions().stream();
    }

    @ParameterizedTest
    @MethodSource("produceVersions")
    void expectsAResponseToEveryProduceButOneWithAcks0(short version) {
        for (String transactionalId : new String[] {null, "", "t", LONG_ID}) {
            for (String clientId : List.of("", "client")) {
                assertThat(produce(version, clientId, transactionalId, 0).expectsResponse())
                        .isFalse();
                assertThat(produce(version, clientId, transactionalId, 1).expectsResponse())
                        .isTrue();
                assertThat(produce(version, clientId, transactionalId, -1).expectsResponse())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("produceVersions")
    void stillDecodesTheWholeBodyAfterwards(short version) {
        TappedRequest request = produce(version, "client", LONG_ID, 0);
        request.expectsResponse();

        assertThat(((ProduceRequestData) request.body()).transactionalId()).isEqualTo(LONG_ID);
    }

    private static TappedRequest produce(short version, String clientId, String transactionalId, int acks) {
        ProduceRequestData body = new ProduceRequestData()
                .setTransactionalId(transactionalId)
                .setAcks((short) acks)
                .setTimeoutMs(1);
        RequestHeader header = new RequestHeader(ApiKeys.PRODUCE, version, clientId, 1);
        ObjectSerializationCache cache = new ObjectSerializationCache();
        short headerVersion = header.headerVersion();
        int bytes = header.data().size(cache, headerVersion) + body.size(cache, version);
        ByteBufferAccessor out = new ByteBufferAccessor(ByteBuffer.allocate(bytes));
        header.data().write(out, cache, headerVersion);
        body.write(out, cache, version);
        out.flip();
        return new TappedRequest(1, 1, out.buffer());
    }
}

package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

/** Requests of other clients and other versions than the suite's own modules, byte for byte. */
class ForeignFramesTest extends TappedConversation {
    /** Of kafka-clients 4.4.0, correlation id 9. */
    private static final String API_VERSIONS_5 =
            "001200050000000900016300126170616368652d6b61666b612d6a61766106342e342e3000ffffffff00";

    /** Of a broker 4.3.1: UNSUPPORTED_VERSION in version 0, and that it has ApiVersions 0 to 4 (KIP-511). */
    private static final String REFUSED_IN_0 = "00000009002300000001001200000004";

    /** Of kafka-clients 4.4.0: member m of group g, instance i, commits 500 in partition 1 of topic id 1-2. */
    private static final String TXN_OFFSET_COMMIT_6 = "001c00060000000900016300037478026700000000000012670003000000"
            + "05026d0269020000000000000001" + "0000000000000002" + "020000000100000000000001f40000000001000000";

    /**
     * Version 9 with acks=0: null records for partition 0 of effects, empty ones for 1, and no partition of topic
     * none.
     */
    private static final String PRODUCE_OF_NOTHING = "000000090000000900016300" + "00" + "0000" + "000003e8"
            + "0308656666656374730300000000000000000001010000056e6f6e65010000";

    private static TappedRequest request(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return new TappedRequest(1, 1, Frames.allocate(bytes.length).put(bytes).flip());
    }

    @Test
    void aClientThatAsksForTooNewApiVersionsHearsTheBrokersRefusal() throws Exception {
        pipeline.sendFrame(API_VERSIONS_5);
        assertThat(broker.receiveFrame()).isEqualTo(API_VERSIONS_5);
        broker.sendFrame(REFUSED_IN_0);

        assertThat(pipeline.receiveFrame()).isEqualTo(REFUSED_IN_0);
    }

    @Test
    void aProduceOfNothingIsForwardedAndToldAsSuch() throws Exception {
        Map<String, Object> nothing = Map.of("records", 0);

        pipeline.sendFrame(PRODUCE_OF_NOTHING);

        assertThat(broker.receiveFrame()).isEqualTo(PRODUCE_OF_NOTHING);
        TappedRequest request = request(PRODUCE_OF_NOTHING);
        assertThat(request.expectsResponse()).isFalse();
        assertThat(RequestDigest.of(request, new TopicNames()))
                .isEqualTo(Map.of("acks", (short) 0, "partitions", Map.of("effects-0", nothing, "effects-1", nothing)));
    }

    @Test
    void aTransactionCommitsOffsetsOfTopicsThatItNamesByTheirIds() {
        assumeTrue(ApiKeys.TXN_OFFSET_COMMIT.latestVersion() >= 6, "Kafka 4.3 has no such version");
        TappedRequest request = request(TXN_OFFSET_COMMIT_6);
        Uuid topic = new Uuid(1, 2);

        assertThat(OffsetToCommit.of(request)).containsExactly(new OffsetToCommit("", topic, 1, 500));
        Map<String, Object> said = new HashMap<>(Map.of("group", "g", "memberId", "m", "instanceId", "i"));
        said.putAll(Map.of("transactionalId", "tx", "producerId", 4711L, "producerEpoch", 3L, "generation", 5L));
        said.put("partitions", Map.of(topic + "-1", 500L));
        assertThat(RequestDigest.of(request, new TopicNames())).isEqualTo(said);
    }
}

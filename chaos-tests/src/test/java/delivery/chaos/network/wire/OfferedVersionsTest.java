package delivery.chaos.network.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class OfferedVersionsTest {
    private static final short READABLE = ApiKeys.PRODUCE.latestVersion(true);
    private static final int UNKNOWN_KEY = 32_000;
    /** Of another ApiVersions than this version of Kafka has. */
    private static final short LATER = (short) (ApiKeys.API_VERSIONS.latestVersion() + 1);

    @Test
    void lowersWhatIsOfferedToWhatCanBeRead() {
        ResponseFrame response = offering(offer(ApiKeys.PRODUCE.id, 3, READABLE + 5));

        assertThat(limited(response)).containsExactly(offer(ApiKeys.PRODUCE.id, 3, READABLE));
    }

    @Test
    void raisesNothingForProducersThatLookForVersionsThatNoBrokerHasAnyMore() {
        ResponseFrame response = offering(offer(ApiKeys.PRODUCE.id, 0, READABLE + 1));

        assertThat(limited(response)).containsExactly(offer(ApiKeys.PRODUCE.id, 0, READABLE));
    }

    @Test
    void handsOnAsItCameWhatCanBeReadAndWhatIsUnknown() {
        ResponseFrame response = offering(offer(ApiKeys.PRODUCE.id, 3, READABLE), offer(UNKNOWN_KEY, 0, 7));

        assertThat(OfferedVersions.limit(response)).isSameAs(response.frame());
    }

    /**
     * As a broker of Kafka 4.3.1 answers ApiVersions 5: UNSUPPORTED_VERSION, in version 0, and it has ApiVersions 0
     * to 4.
     */
    @Test
    void readsARefusalInVersionZero() {
        ResponseFrame response = answer("00000007" + "0023" + "00000001" + "0012" + "0000" + "0004");

        assertThat(OfferedVersions.limit(response)).isSameAs(response.frame());
    }

    @Test
    void refusesInTheBrokersPlaceAVersionThatOnlyTheBrokerKnows() {
        ByteBuffer handedOn = OfferedVersions.limit(answer("00000007" + "0000" + "c0ffee"));

        assertThat(handedOn.getInt()).isEqualTo(7);
        ApiVersionsResponseData body = new ApiVersionsResponseData(new ByteBufferAccessor(handedOn), (short) 0);
        assertThat(body.errorCode()).isEqualTo(Errors.UNSUPPORTED_VERSION.code());
        assertThat(body.apiKeys())
                .containsExactly(offer(ApiKeys.API_VERSIONS.id, 0, ApiKeys.API_VERSIONS.latestVersion()));
    }

    private static ApiVersion offer(int apiKey, int min, int max) {
        return new ApiVersion()
                .setApiKey((short) apiKey)
                .setMinVersion((short) min)
                .setMaxVersion((short) max);
    }

    private static ResponseFrame offering(ApiVersion... offers) {
        ApiVersionCollection keys = new ApiVersionCollection(List.of(offers).iterator());
        return Written.response(ApiKeys.API_VERSIONS, 4, new ApiVersionsResponseData().setApiKeys(keys));
    }

    private static ApiVersionCollection limited(ResponseFrame response) {
        ByteBuffer body = OfferedVersions.limit(response).position(Integer.BYTES);
        return new ApiVersionsResponseData(new ByteBufferAccessor(body), (short) 4).apiKeys();
    }

    /** To a request in a version that is too new. */
    private static ResponseFrame answer(String hex) {
        ByteBuffer head = Frames.allocate(8)
                .putShort(ApiKeys.API_VERSIONS.id)
                .putShort(LATER)
                .putInt(7)
                .flip();
        byte[] bytes = HexFormat.of().parseHex(hex);
        return new ResponseFrame(
                new TappedRequest(1, 1, head),
                Frames.allocate(bytes.length).put(bytes).flip());
    }
}

package delivery.chaos.network.wire;

import java.nio.ByteBuffer;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;

/**
 * Lowers the versions that a broker offers in its answer to ApiVersions to those that the tap can read: the one place
 * that limits what a client speaks. An ApiKey that the tap does not know stays as it is, and crosses as bytes. The
 * lowest versions stay too, even those that no broker understands any more: librdkafka compresses only if Produce is
 * offered from version 0 (KAFKA-18659).
 */
final class OfferedVersions {
    /** A broker that does not know the version asked for says so in this one (KIP-511). */
    private static final short VERSION_OF_REFUSAL = 0;

    private OfferedVersions() {}

    /** Returns the frame to hand on: the given one unless it offers too much. */
    static ByteBuffer limit(ResponseFrame response) {
        short error = errorCode(response.frame());
        short version = error == Errors.UNSUPPORTED_VERSION.code()
                ? VERSION_OF_REFUSAL
                : response.request().apiVersion();
        if (version > ApiKeys.API_VERSIONS.latestVersion()) {
            return response.with(refusal(), VERSION_OF_REFUSAL);
        }
        ByteBuffer rest = response.frame().duplicate().position(Integer.BYTES);
        ApiVersionsResponseData body = new ApiVersionsResponseData(new ByteBufferAccessor(rest), version);
        boolean lowered = false;
        for (ApiVersion offered : body.apiKeys()) {
            lowered |= lower(offered);
        }
        return lowered ? response.with(body, version) : response.frame();
    }

    /** Stands first in the body of every version, after a header that is but the correlation id in every version. */
    private static short errorCode(ByteBuffer frame) {
        return frame.getShort(Integer.BYTES);
    }

    private static boolean lower(ApiVersion offered) {
        if (!ApiKeys.hasId(offered.apiKey())) {
            return false;
        }
        short readable = ApiKeys.forId(offered.apiKey()).latestVersion(true);
        boolean tooHigh = offered.maxVersion() > readable;
        if (tooHigh) {
            offered.setMaxVersion(readable);
        }
        return tooHigh;
    }

    /** What a broker answers that knows no more versions than the tap. */
    private static ApiVersionsResponseData refusal() {
        ApiVersionCollection keys = new ApiVersionCollection();
        keys.add(new ApiVersion()
                .setApiKey(ApiKeys.API_VERSIONS.id)
                .setMinVersion(ApiKeys.API_VERSIONS.oldestVersion())
                .setMaxVersion(ApiKeys.API_VERSIONS.latestVersion()));
        return new ApiVersionsResponseData()
                .setErrorCode(Errors.UNSUPPORTED_VERSION.code())
                .setApiKeys(keys);
    }
}

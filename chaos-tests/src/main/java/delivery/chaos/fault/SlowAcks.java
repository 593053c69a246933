package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.util.Map;

/** Toxiproxy's {@code latency} beyond the request timeout: the pipeline gives up on a response that is on its way. */
final class SlowAcks extends LateOrLostAck {
    private static final long LATENCY_MS = 4 * ClientTimeouts.REQUEST_TIMEOUT.toMillis();

    @Override
    public String name() {
        return "slow-acks";
    }

    @Override
    public String description() {
        return "The response to a Produce takes " + LATENCY_MS + " ms (latency, downstream), the request timeout is "
                + ClientTimeouts.REQUEST_TIMEOUT.toMillis() + " ms.";
    }

    @Override
    public Map<String, String> clientSettings() {
        return ClientTimeouts.shortRequestTimeout();
    }

    @Override
    public int firings() {
        return 1;
    }

    @Override
    void breakLink(Testbed testbed, int brokerId) throws IOException {
        testbed.link()
                .toxics(
                        brokerId,
                        "add latency to",
                        toxics -> toxics.latency("slow-acks", ToxicDirection.DOWNSTREAM, LATENCY_MS));
    }

    @Override
    void mendLink(Testbed testbed, int brokerId) throws IOException {
        testbed.link().recreate(brokerId);
    }

    @Override
    boolean isEffectOf(ConnectionEnd end) {
        return end == ConnectionEnd.CLOSED_BY_PIPELINE;
    }
}

package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import delivery.chaos.testbed.Testbed;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;

/**
 * Toxiproxy's {@code reset_peer}: the response is dropped and the connection ended by RST. The toxic is there from the
 * start with toxicity 0, for only connections made while it exists are reset; toxicity 1 strikes.
 */
final class ConnectionReset extends LateOrLostAck {
    private static final String TOXIC = "connection-reset";

    @Override
    public String name() {
        return "connection-reset";
    }

    @Override
    public String description() {
        return "Three times the connection is reset (RST, reset_peer) when a Produce has been carried out and before its "
                + "response arrives.";
    }

    @Override
    public int firings() {
        return 3;
    }

    @Override
    void prepare(Testbed testbed) throws IOException {
        for (int brokerId : testbed.cluster().clientEndpoints().keySet()) {
            testbed.link()
                    .toxics(
                            brokerId,
                            "add reset_peer to",
                            toxics -> toxics.resetPeer(TOXIC, ToxicDirection.DOWNSTREAM, 0)
                                    .setToxicity(0));
        }
    }

    @Override
    void breakLink(Testbed testbed, int brokerId) throws IOException {
        setToxicity(testbed, brokerId, 1);
    }

    @Override
    void mendLink(Testbed testbed, int brokerId) throws IOException {
        setToxicity(testbed, brokerId, 0);
    }

    @Override
    boolean isEffectOf(ConnectionEnd end) {
        return end == ConnectionEnd.RST_FROM_BROKER;
    }

    private static void setToxicity(Testbed testbed, int brokerId, float toxicity) throws IOException {
        testbed.link()
                .toxics(
                        brokerId,
                        "set the toxicity of reset_peer to " + toxicity + " in",
                        toxics -> toxics.get(TOXIC).setToxicity(toxicity));
    }
}

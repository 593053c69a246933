package delivery.chaos.fault.link;

import delivery.chaos.fault.FaultDescription;
import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import delivery.chaos.testbed.Aim.Step;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;

/**
 * Toxiproxy's {@code reset_peer}: the response is dropped and the connection ended by RST. The toxic is there from the
 * start with toxicity 0, for only connections made while it exists are reset; toxicity 1 strikes.
 */
public final class ConnectionReset extends LateOrLostAck {
    private static final String TOXIC = "connection-reset";

    public ConnectionReset() {
        super(FaultDescription.of(
                        "connection-reset",
                        "Three times the connection is reset (RST, reset_peer) when a Produce has been carried out and "
                                + "before its response arrives.")
                .when("the connection is reset")
                .takesThrough(Circumstance.ACK_LOST)
                .strikesAt(Step.PRODUCE, Step.PRODUCE, Step.PRODUCE));
    }

    @Override
    protected void prepare(Testbed testbed) throws IOException {
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
    protected void breakLink(Testbed testbed, int brokerId) throws IOException {
        setToxicity(testbed, brokerId, 1);
    }

    @Override
    protected void mendLink(Testbed testbed, int brokerId) throws IOException {
        setToxicity(testbed, brokerId, 0);
    }

    @Override
    protected boolean isEffectOf(ConnectionEnd end) {
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

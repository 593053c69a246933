package delivery.chaos.fault.link;

import delivery.chaos.fault.FaultDescription;
import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import delivery.chaos.testbed.Aim.Step;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;

/** Toxiproxy's {@code limit_data} of 0 bytes downstream: the response is swallowed and the connection closed by FIN. */
public final class AcksLost extends LateOrLostAck {
    private static final String TOXIC = "acks-lost";

    public AcksLost() {
        super(FaultDescription.of(
                        "acks-lost",
                        "Three times a Produce reaches the broker and is carried out, and its response is swallowed "
                                + "(limit_data 0, downstream).")
                .when("an acknowledgement is lost")
                .takesThrough(Circumstance.ACK_LOST)
                .strikesAt(Step.PRODUCE, Step.PRODUCE, Step.PRODUCE));
    }

    @Override
    protected void breakLink(Testbed testbed, int brokerId) throws IOException {
        testbed.link()
                .toxics(brokerId, "add limit_data to", toxics -> toxics.limitData(TOXIC, ToxicDirection.DOWNSTREAM, 0));
    }

    @Override
    protected void mendLink(Testbed testbed, int brokerId) throws IOException {
        testbed.link()
                .toxics(
                        brokerId,
                        "remove limit_data from",
                        toxics -> toxics.get(TOXIC).remove());
    }

    @Override
    protected boolean isEffectOf(ConnectionEnd end) {
        return end == ConnectionEnd.FIN_FROM_BROKER;
    }
}

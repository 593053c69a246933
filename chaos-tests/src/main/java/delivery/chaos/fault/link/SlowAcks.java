package delivery.chaos.fault.link;

import delivery.chaos.fault.FaultDescription;
import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import delivery.chaos.testbed.Aim;
import delivery.chaos.testbed.ClientTimeouts;
import delivery.chaos.testbed.Testbed;
import delivery.contract.Circumstance;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;

/** Toxiproxy's {@code latency} beyond the request timeout: the pipeline gives up on a response that is on its way. */
public final class SlowAcks extends LateOrLostAck {
    private static final int TIMES_THE_TIMEOUT = 4;
    private static final long LATENCY_MS = TIMES_THE_TIMEOUT * ClientTimeouts.REQUEST_TIMEOUT.toMillis();

    public SlowAcks() {
        super(FaultDescription.of(
                        "slow-acks",
                        "The response to a Produce takes " + LATENCY_MS + " ms (latency, downstream), the request "
                                + "timeout is " + ClientTimeouts.REQUEST_TIMEOUT.toMillis() + " ms.")
                .when("an acknowledgement is late")
                .takesThrough(Circumstance.ACK_LOST)
                .clientSettings(ClientTimeouts.shortRequestTimeout())
                .strikesAt(Aim.Step.PRODUCE));
    }

    @Override
    protected void breakLink(Testbed testbed, int brokerId) throws IOException {
        testbed.link()
                .toxics(
                        brokerId,
                        "add latency to",
                        toxics -> toxics.latency(
                                "slow-acks",
                                ToxicDirection.DOWNSTREAM,
                                TIMES_THE_TIMEOUT * testbed.requestTimeout().toMillis()));
    }

    @Override
    protected void mendLink(Testbed testbed, int brokerId) throws IOException {
        testbed.link().recreate(brokerId);
    }

    @Override
    protected boolean isEffectOf(ConnectionEnd end) {
        return end == ConnectionEnd.CLOSED_BY_PIPELINE;
    }
}

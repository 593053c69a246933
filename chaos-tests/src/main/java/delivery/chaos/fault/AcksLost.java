package delivery.chaos.fault;

import delivery.chaos.network.wire.HeldRequest.ConnectionEnd;
import delivery.chaos.testbed.Testbed;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;

/** Toxiproxy's {@code limit_data} of 0 bytes downstream: the response is swallowed and the connection closed by FIN. */
final class AcksLost extends LateOrLostAck {
    private static final String TOXIC = "acks-lost";

    @Override
    public String name() {
        return "acks-lost";
    }

    @Override
    public String description() {
        return "Three times a Produce reaches the broker and is carried out, and its response is swallowed (limit_data 0, "
                + "downstream).";
    }

    @Override
    public int firings() {
        return 3;
    }

    @Override
    void breakLink(Testbed testbed, int brokerId) throws IOException {
        testbed.link()
                .toxics(brokerId, "add limit_data to", toxics -> toxics.limitData(TOXIC, ToxicDirection.DOWNSTREAM, 0));
    }

    @Override
    void mendLink(Testbed testbed, int brokerId) throws IOException {
        testbed.link()
                .toxics(
                        brokerId,
                        "remove limit_data from",
                        toxics -> toxics.get(TOXIC).remove());
    }

    @Override
    boolean isEffectOf(ConnectionEnd end) {
        return end == ConnectionEnd.FIN_FROM_BROKER;
    }
}

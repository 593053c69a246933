package delivery.toxiproxy.toxics;

import java.util.Map;

/** The types of toxics by the names they have on the wire, each with all its attributes 0. */
public final class ToxicTypes {
    public static final Map<String, Toxic> ALL = Map.of(
            "noop", new Noop(),
            "latency", new Latency(0, 0),
            "bandwidth", new Bandwidth(0),
            "slow_close", new SlowClose(0),
            "timeout", new Timeout(0),
            "reset_peer", new ResetPeer(0),
            "slicer", new Slicer(0, 0, 0),
            "limit_data", new LimitData(0));

    private ToxicTypes() {}
}

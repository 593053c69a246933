package delivery.chaos.fault;

import java.util.List;

/** The faults of the matrix, the control first. */
public final class Faults {
    public static final List<Fault> ALL = List.of(
            new None(),
            new AcksLost(),
            new ConnectionReset(),
            new LinkDown(),
            new SlowAcks(),
            new PipelineKilled(),
            new BrokerKilled());

    private Faults() {}
}

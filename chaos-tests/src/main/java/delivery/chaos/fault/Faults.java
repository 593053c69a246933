package delivery.chaos.fault;

import java.util.List;
import java.util.stream.Stream;

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

    /** Aimed at one mistake each, to convict the pipeline that makes it; modules that keep their promise go through them too. */
    public static final List<Fault> AIMED = List.of(
            new KilledBehindCommit(),
            new KilledBehindEffects(),
            new KilledBeforeEndTxn(),
            new ProduceRefused(),
            new ProducesCut(),
            new ProducerFenced());

    /** All that can be asked for by name. */
    public static final List<Fault> KNOWN =
            Stream.concat(ALL.stream(), AIMED.stream()).toList();

    private Faults() {}
}
